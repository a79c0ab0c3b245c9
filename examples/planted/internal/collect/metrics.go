package collect

import (
	"net"
	"net/http"
	"time"
)

var dialer = &net.Dialer{Timeout: 2 * time.Second}

// Transport is what all collectors share.
var Transport http.RoundTripper = &http.Transport{ // want "http-timeouts/transport-not-cloned"
	Proxy:             http.ProxyFromEnvironment,
	DialContext:       dialer.DialContext,
	ForceAttemptHTTP2: true,
}
