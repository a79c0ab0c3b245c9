package engine

import (
	"context"
	"net"
	"net/http"
)

func Transport(socket string) *http.Transport {
	// decoy: http-timeouts/transport-not-cloned
	return &http.Transport{
		DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
			var d net.Dialer
			return d.DialContext(ctx, "unix", socket)
		},
	}
}
