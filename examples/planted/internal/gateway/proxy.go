package gateway

import (
	"crypto/tls"
	"io"
	"net/http"
	"time"
)

func Forward(w http.ResponseWriter, r *http.Request) {
	client := &http.Client{
		Timeout: 10 * time.Second,
		// want+1 "http-timeouts/transport-per-call"
		Transport: &http.Transport{
			TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13},
		},
	}
	resp, err := client.Get("https://backend.example.com" + r.URL.Path)
	if err != nil {
		http.Error(w, "backend", http.StatusBadGateway)
		return
	}
	defer resp.Body.Close()
	io.Copy(w, resp.Body)
}
