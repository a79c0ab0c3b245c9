package main

import (
	"log"
	"net/http"
	"time"
)

// The program is the owner of its defaults.
func main() {
	// decoy: http-timeouts/default-mutated
	http.DefaultClient.Timeout = 10 * time.Second
	resp, err := http.DefaultClient.Do(&http.Request{Method: http.MethodGet})
	log.Print(resp, err)
}
