// SPDX-License-Identifier: Apache-2.0

// blk starts a child with the file of its listener, which sets the socket to blocking for both.
//
//	blk        serves and shuts down
//	blk child  the same with a child: Shutdown hangs
//	blk mend   sets the socket back after Start
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") })}
	go s.Serve(l)
	get := func() {
		c := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
		r, err := c.Get("http://" + l.Addr().String())
		if err == nil {
			r.Body.Close()
		} else {
			fmt.Println("get", err)
		}
	}
	get()
	if len(os.Args) > 1 {
		f, _ := l.(*net.TCPListener).File()
		c := exec.Command("sleep", "6")
		c.ExtraFiles = []*os.File{f}
		if err := c.Start(); err != nil {
			panic(err)
		}
		f.Close()
		if os.Args[1] == "mend" {
			rc, _ := l.(*net.TCPListener).SyscallConn()
			rc.Control(func(fd uintptr) { syscall.SetNonblock(int(fd), true) })
		}
		defer c.Process.Kill()
	}
	get()
	get()
	time.Sleep(100 * time.Millisecond)
	t := time.Now()
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- s.Shutdown(ctx) }()
	select {
	case err := <-done:
		fmt.Println(runtime.Version(), "shutdown returned", err, time.Since(t).Round(time.Millisecond))
	case <-time.After(4 * time.Second):
		fmt.Println(runtime.Version(), "SHUTDOWN STUCK > 4s although its context expired after 1s")
	}
}
