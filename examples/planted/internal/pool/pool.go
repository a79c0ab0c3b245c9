package pool

import (
	web "net/http"
)

// Grow lets more connections stay open.
func Grow(n int) {
	web.DefaultTransport.(*web.Transport).MaxIdleConnsPerHost = n // want "http-timeouts/default-mutated"
}
