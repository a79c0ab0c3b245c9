package store

import (
	"crypto/tls"
	"net/http"
)

func transport(resume func(*tls.ClientHelloInfo) (*tls.Config, error)) *http.Transport {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.TLSClientConfig = &tls.Config{GetConfigForClient: resume} // want "tls-resumption/cargo-cult-client-callback"
	return tr
}
