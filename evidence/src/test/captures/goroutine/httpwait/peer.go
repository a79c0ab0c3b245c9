package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"log"
	"math/big"
	"net"
	"net/http"
	"time"
)

// peer is the other end: a server that answers, half answers or does not, or a client that begins
// a request and stops.
func peer(args []string) {
	switch args[0] {
	case "serve":
		serve()
	case "knock":
		dial(args[1], "")
	case "half":
		dial(args[1], "GET / HTTP/1.1\r\nHost: example.org\r\nX-Ha")
	case "ask":
		dial(args[1], "GET /hang HTTP/1.1\r\nHost: example.org\r\n\r\n")
	case "keep":
		dial(args[1], "GET / HTTP/1.1\r\nHost: example.org\r\n\r\n")
	}
	time.Sleep(20 * time.Minute)
}

func dial(addr, text string) {
	for i := 0; i < 3; i++ {
		c, err := net.Dial("tcp", addr)
		if err != nil {
			log.Fatal(err)
		}
		fmt.Fprint(c, text)
		defer time.AfterFunc(20*time.Minute, func() { c.Close() })
	}
	fmt.Println("- - -")
}

func serve() {
	mux := http.NewServeMux()
	mux.HandleFunc("/hang", func(w http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	mux.HandleFunc("/ok", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(80 * time.Millisecond)
		fmt.Fprintln(w, "ok")
	})
	mux.HandleFunc("/half", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "1000")
		fmt.Fprint(w, "some\n")
		w.(http.Flusher).Flush()
		<-r.Context().Done()
	})
	plain := listen()
	go http.Serve(plain, mux)
	silent := listen()
	go func() {
		for {
			c, err := silent.Accept()
			if err != nil {
				return
			}
			defer c.Close()
		}
	}()
	secure := listen()
	server := &http.Server{Handler: mux, TLSConfig: &tls.Config{Certificates: []tls.Certificate{certificate()}}}
	go server.ServeTLS(secure, "", "")
	fmt.Println(plain.Addr(), silent.Addr(), secure.Addr())
}

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	return l
}

func certificate() tls.Certificate {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		log.Fatal(err)
	}
	of := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, of, of, key.Public(), key)
	if err != nil {
		log.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}
