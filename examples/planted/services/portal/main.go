package main

import (
	"log"
	"net/http"
	"time"
)

func main() {
	server := &http.Server{Addr: "127.0.0.1:9000", ReadHeaderTimeout: 5 * time.Second}
	log.Fatal(server.ListenAndServe())
}
