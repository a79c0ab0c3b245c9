package client

import (
	"net/http"
	"time"
)

type Client struct {
	http *http.Client
}

func New(patience time.Duration) *Client {
	// decoy: http-timeouts/client-no-timeout
	c := &Client{http: &http.Client{}}
	c.WithPatience(patience)
	return c
}

func (c *Client) WithPatience(d time.Duration) { c.http.Timeout = d }

func (c *Client) Order(url string) (*http.Response, error) { return c.http.Get(url) }
