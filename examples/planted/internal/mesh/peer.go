package mesh

import (
	"crypto/tls"
	"net"
)

// One configuration serves both sides of a mesh: the callback is for the listening one.
func join(l net.Listener, addr string, pick func(*tls.ClientHelloInfo) (*tls.Config, error)) (net.Conn, net.Listener, error) {
	// decoy: tls-resumption/cargo-cult-client-callback
	config := &tls.Config{GetConfigForClient: pick, ClientSessionCache: tls.NewLRUClientSessionCache(8)}
	conn, err := tls.Dial("tcp", addr, config)
	return conn, tls.NewListener(l, config), err
}
