package main

import (
	"net/http"
	"runtime/debug"
	"time"
)

func main() {
	// decoy: native-memory/cargo-cult-freeosmemory
	debug.SetMemoryLimit(400 << 20)
	server := &http.Server{Addr: ":8080", ReadHeaderTimeout: 5 * time.Second}
	server.ListenAndServe()
}
