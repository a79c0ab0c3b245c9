package main

import (
	"fmt"
	"io"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"time"
)

// healthy: 6 long-poll clients (server answers each after 50 s = normal), 20 idle keep-alive conns, client pool idle conns
func main() {
	l, _ := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	http.HandleFunc("/watch", func(w http.ResponseWriter, r *http.Request) {
		select {
		case <-time.After(50 * time.Second):
		case <-r.Context().Done():
		}
		fmt.Fprintln(w, "none")
	})
	http.HandleFunc("/hi", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "hi") })
	http.HandleFunc("/sse", func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		for i := 0; i < 100; i++ {
			fmt.Fprintln(w, "data: x")
			w.(http.Flusher).Flush()
			time.Sleep(3 * time.Second)
		}
	})
	u := "http://" + l.Addr().String()
	cl := &http.Client{Timeout: 60 * time.Second}
	for i := 0; i < 6; i++ {
		go func() {
			for {
				r, e := cl.Get(u + "/watch")
				if e == nil {
					io.Copy(io.Discard, r.Body)
					r.Body.Close()
				}
			}
		}()
	}
	for i := 0; i < 3; i++ {
		go func() {
			r, e := http.Get(u + "/sse")
			if e == nil {
				io.Copy(io.Discard, r.Body)
				r.Body.Close()
			}
		}()
	}
	for i := 0; i < 20; i++ {
		go func() {
			c := &http.Client{Transport: &http.Transport{}}
			time.Sleep(time.Second)
			r, e := c.Get(u + "/hi")
			if e == nil {
				io.Copy(io.Discard, r.Body)
				r.Body.Close()
			}
			time.Sleep(time.Hour)
			_ = c
		}()
	}
	for i := 0; i < 5; i++ {
		go func() {
			time.Sleep(time.Second)
			c, _ := net.Dial("tcp", l.Addr().String())
			time.Sleep(time.Hour)
			c.Close()
		}()
	}
	http.Serve(l, nil)
}
