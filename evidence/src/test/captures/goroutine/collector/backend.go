package main

import (
	"log"
	"net/http"
	"time"
)

// backend is what the exporter sends to: it answers ok, busy (503), no (400), or hangs.
func backend(addr, how string) {
	log.Fatal(http.ListenAndServe(addr, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch how {
		case "busy":
			w.WriteHeader(http.StatusServiceUnavailable)
		case "no":
			w.WriteHeader(http.StatusBadRequest)
		case "hang":
			time.Sleep(time.Hour)
		}
	})))
}
