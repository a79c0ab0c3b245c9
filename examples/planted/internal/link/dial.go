package link

import (
	"crypto/tls"
	"net"
)

func dial(addr string) (net.Conn, error) {
	config := &tls.Config{
		MinVersion:         tls.VersionTLS13,
		ClientSessionCache: tls.NewLRUClientSessionCache(32), // want "tls-resumption/cache-per-call"
	}
	return tls.Dial("tcp", addr, config)
}
