// Command httpwait puts itself into one situation of net/http and stays there, so that a dump of
// its goroutines can be taken. Its peer is a process of its own, and in no dump.
//
//	httpwait CASE        prints "ready HOST:PORT" of its /debug/pprof
package main

import (
	"bufio"
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"time"
)

type stock struct{ client *http.Client }

// price is the caller that a verdict shall name.
func (s *stock) price(url string) error {
	resp, err := s.client.Get(url)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func audit(client *http.Client, url string) {
	req, _ := http.NewRequest(http.MethodPost, url, strings.NewReader("{}"))
	if resp, err := client.Do(req); err == nil {
		resp.Body.Close()
	}
}

func watchEvents(client *http.Client, url string) {
	if resp, err := client.Get(url); err == nil {
		resp.Body.Close()
	}
}

type jobs struct{ client *http.Client }

func (j *jobs) pollNext(url string) {
	if resp, err := j.client.Get(url); err == nil {
		resp.Body.Close()
	}
}

type feed struct{ client *http.Client }

func (f *feed) stream(url string) {
	resp, err := f.client.Get(url)
	if err != nil {
		return
	}
	defer resp.Body.Close()
	lines := bufio.NewScanner(resp.Body)
	for lines.Scan() {
	}
}

func worker(s *stock, url string) {
	for {
		_ = s.price(url)
	}
}

func leak(url string) {
	for {
		client := &http.Client{Transport: &http.Transport{}}
		_ = (&stock{client}).price(url)
		time.Sleep(400 * time.Millisecond)
	}
}

func each(n int, do func()) {
	for i := 0; i < n; i++ {
		go do()
	}
}

func main() {
	if len(os.Args) > 2 && os.Args[1] == "peer" {
		peer(os.Args[2:])
		return
	}
	plain, silent, secure := child("peer", "serve")
	client := &http.Client{Transport: &http.Transport{}}
	insecure := func() *http.Transport {
		return &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	}
	switch os.Args[1] {
	case "request":
		each(3, func() { _ = (&stock{client}).price("http://" + plain + "/hang") })
		go audit(client, "http://"+plain+"/hang")
	case "request-timeout": // one hour: the stack is the same
		slow := &http.Client{Transport: &http.Transport{}, Timeout: time.Hour}
		each(2, func() { _ = (&stock{slow}).price("http://" + plain + "/hang") })
	case "request-one":
		go audit(client, "http://"+plain+"/hang")
	case "request-http2":
		two := insecure()
		two.ForceAttemptHTTP2 = true
		each(2, func() { _ = (&stock{&http.Client{Transport: two}}).price("https://" + secure + "/hang") })
	case "long-poll":
		each(2, func() { watchEvents(client, "http://"+plain+"/hang") })
		go (&jobs{client}).pollNext("http://" + plain + "/hang")
	case "busy": // asks all the time, and is answered
		each(3, func() { worker(&stock{client}, "http://"+plain+"/slow") })
	case "pool": // one connection is allowed, and it is taken
		one := &http.Client{Transport: &http.Transport{MaxConnsPerHost: 1}}
		each(4, func() { _ = (&stock{one}).price("http://" + plain + "/hang") })
	case "tls":
		each(2, func() { _ = (&stock{&http.Client{Transport: insecure()}}).price("https://" + silent + "/") })
	case "tls-server":
		cert := certificate()
		l, _ := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}})
		go http.Serve(l, nil)
		child("peer", "knock", l.Addr().String())
	case "body":
		each(3, func() { _ = (&stock{client}).price("http://" + plain + "/half") })
	case "stream":
		each(2, func() { (&feed{client}).stream("http://" + plain + "/half") })
	case "client-idle":
		for i := 0; i < 4; i++ {
			_ = (&stock{&http.Client{Transport: &http.Transport{}}}).price("http://" + plain + "/ok")
		}
	case "leak":
		go leak("http://" + plain + "/ok")
		each(3, func() { leak("http://" + plain + "/ok") })
	case "half-header":
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		go http.Serve(l, nil)
		child("peer", "half", l.Addr().String())
	case "server-idle":
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		go http.Serve(l, http.NotFoundHandler())
		child("peer", "keep", l.Addr().String())
	default:
		proxy(os.Args[1], plain)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go http.Serve(l, nil)
	time.Sleep(2 * time.Second)
	runtime.GC() // from here on a dump counts minutes
	fmt.Println("ready", l.Addr())
	for {
		time.Sleep(time.Minute)
		runtime.GC()
	}
}

// child starts the peer and returns what it listens on.
func child(args ...string) (plain, silent, secure string) {
	cmd := exec.CommandContext(context.Background(), os.Args[0], args...)
	cmd.Stdin, _ = os.Open("/dev/stdin")
	out, err := cmd.StdoutPipe()
	if err != nil {
		log.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		log.Fatal(err)
	}
	fmt.Fscan(out, &plain, &silent, &secure)
	return plain, silent, secure
}
