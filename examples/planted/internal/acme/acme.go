package acme

import (
	"crypto/tls"
	"crypto/x509"
	"net"
	"net/http"
	"time"
)

func client(roots *x509.CertPool) *http.Client {
	return &http.Client{
		Timeout: time.Minute,
		Transport: &http.Transport{ // want "http-timeouts/http2-silently-off"
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         (&net.Dialer{Timeout: 30 * time.Second}).DialContext,
			TLSHandshakeTimeout: 30 * time.Second,
			IdleConnTimeout:     90 * time.Second,
			TLSClientConfig:     &tls.Config{RootCAs: roots},
		},
	}
}
