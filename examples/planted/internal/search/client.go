package search

import (
	"net"
	"net/http"
	"time"
)

type Client struct{ http *http.Client }

func New(connect, header, total time.Duration) *Client {
	dialer := &net.Dialer{Timeout: connect}
	transport := &http.Transport{ // want "http-timeouts/cargo-cult-bare-transport"
		DialContext:           dialer.DialContext,
		ResponseHeaderTimeout: header,
		MaxIdleConns:          100,
		MaxIdleConnsPerHost:   10,
	}
	return &Client{http: &http.Client{Transport: transport, Timeout: total}}
}
