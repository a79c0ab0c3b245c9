package telemetry

import (
	"net"
	"net/http"
	"time"
)

func transport() *http.Transport {
	dialer := &net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}
	// decoy: http-timeouts/http2-silently-off
	tr := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		IdleConnTimeout:     90 * time.Second,
		TLSHandshakeTimeout: 10 * time.Second,
		DialContext:         dialer.DialContext,
	}
	tr.ForceAttemptHTTP2 = true
	return tr
}
