package main

import (
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"time"
)

// hang: HTTP client without timeout on a server that never answers. arg ok => server answers
func main() {
	ok := len(os.Args) > 1 && os.Args[1] == "ok"
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	if ok {
		go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { time.Sleep(20 * time.Millisecond); fmt.Fprintln(w, "hi") }))
	} else {
		go func() {
			for {
				c, e := l.Accept()
				if e != nil {
					return
				}
				go func() {
					b := make([]byte, 1000)
					for {
						if _, e := c.Read(b); e != nil {
							return
						}
					}
				}()
			}
		}()
	}
	cl := &http.Client{}
	fetchOrder := func(token string) {
		r, e := cl.Get("http://" + l.Addr().String() + "/orders?token=" + token)
		if e == nil {
			r.Body.Close()
		}
	}
	http.HandleFunc("/order", func(w http.ResponseWriter, r *http.Request) { fetchOrder("s3cr3tTOKEN"); fmt.Fprintln(w, "done") })
	p, _ := net.Listen("tcp", "127.0.0.1:"+os.Getenv("PORT"))
	go func() {
		for i := 0; i < 400; i++ {
			go func() {
				r, e := http.Get("http://" + p.Addr().String() + "/order")
				if e == nil {
					r.Body.Close()
				}
			}()
			time.Sleep(200 * time.Millisecond)
		}
	}()
	http.Serve(p, nil)
}
