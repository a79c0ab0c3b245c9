// SPDX-License-Identifier: Apache-2.0

// The same as receiver.py's mode none, by net/http with an idle time: receiver IDLE PORT SCRAPED.
package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"time"
)

func main() {
	idle, err := time.ParseDuration(os.Args[1])
	if err != nil {
		panic(err)
	}
	seq := 0
	go http.ListenAndServe("127.0.0.1:"+os.Args[3], http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seq++
		fmt.Fprintf(w, "# TYPE seq counter\nseq %d\n", seq)
	}))
	server := &http.Server{Addr: "127.0.0.1:" + os.Args[2], IdleTimeout: idle}
	server.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(io.Discard, r.Body) })
	panic(server.ListenAndServe())
}
