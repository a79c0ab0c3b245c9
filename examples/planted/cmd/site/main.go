package main

import (
	"log"
	"net/http"
	"time"
)

func main() {
	srv := &http.Server{ // want "http-timeouts/server-no-header-timeout"
		Addr:        ":8080",
		Handler:     http.FileServer(http.Dir("site")),
		IdleTimeout: 2 * time.Minute,
	}
	log.Fatal(srv.ListenAndServe())
}
