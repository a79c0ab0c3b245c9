package payment

import (
	"net"
	"net/http"
	"time"
)

func client() *http.Client {
	// decoy: http-timeouts/cargo-cult-bare-transport
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.DialContext = (&net.Dialer{Timeout: 5 * time.Second, KeepAlive: 30 * time.Second}).DialContext
	tr.ResponseHeaderTimeout = 5 * time.Second
	return &http.Client{Transport: tr, Timeout: 30 * time.Second}
}
