package relay

import (
	"net/http"
	"time"
)

// Handler makes its client once; the function that it returns uses it for every request.
func Handler(backend string) http.HandlerFunc {
	tr := http.DefaultTransport.(*http.Transport).Clone()
	tr.MaxConnsPerHost = 100
	// decoy: http-timeouts/transport-per-call
	client := &http.Client{Transport: tr, Timeout: time.Second}
	return func(w http.ResponseWriter, r *http.Request) {
		resp, err := client.Get(backend)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		resp.Body.Close()
	}
}
