// SPDX-License-Identifier: Apache-2.0

// sa is a service that gets its socket from outside, right and wrong:
//
//	listen       opens the address itself                                  -> address already in use
//	seedunix     net.Listen("unix", "/proc/self/fd/3")                     -> address already in use
//	good         takes number 3 once; SIGUSR2 starts a successor with its socket
//	leakpid      the same, but the successor looks at the inherited LISTEN_PID
//	wrongfd      the same, but the successor takes number 4
//	twice        after SIGUSR2 takes number 3 again, which is closed
//	raw          accepts on the bare number while nobody holds the file
//	rawaccept    accepts on the bare number, and keeps the file
//	closed       accepts on a listener that it closed
//	doubleclose  closes a number that was given to another file meanwhile
//	stolenconn   the same with a connection
//	twoclose     closes a number twice
//	rawfile      reads from the bare number of a file that it closed itself
//	busy         opens an address that another program has
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

func fds() int {
	if p, _ := strconv.Atoi(os.Getenv("LISTEN_PID")); p != os.Getpid() {
		return 0
	}
	n, _ := strconv.Atoi(os.Getenv("LISTEN_FDS"))
	return n
}
func h() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintf(w, "pid %d\n", os.Getpid()) })
}
func serve(l net.Listener) *http.Server {
	s := &http.Server{Handler: h()}
	go func() { fmt.Fprintln(os.Stderr, os.Getpid(), "serve ended:", s.Serve(l)) }()
	return s
}
func die(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, os.Getpid(), "FATAL", err)
		os.Exit(1)
	}
}

func main() {
	mode, addr := os.Args[1], os.Args[2]
	usr2 := make(chan os.Signal, 1)
	signal.Notify(usr2, syscall.SIGUSR2)
	term := time.After(8 * time.Second)
	switch mode {
	case "env":
		for _, e := range os.Environ() {
			if len(e) > 6 && (e[:6] == "LISTEN" || e[:3] == "SD_") {
				fmt.Println(e)
			}
		}
		l, err := os.Readlink("/proc/self/fd/3")
		fmt.Println("pid", os.Getpid(), "fd3", l, err)
	case "listen":
		_, err := net.Listen("tcp", addr)
		die(err)
	case "seedunix":
		_, err := net.Listen("unix", "/proc/self/fd/3")
		die(err)
	case "good", "leakpid", "wrongfd":
		var l net.Listener
		var err error
		if os.Getenv("GRACEFUL_FD") != "" || fds() > 0 {
			fd := 3
			if mode == "wrongfd" && os.Getenv("GRACEFUL_FD") != "" {
				fd = 4
			}
			f := os.NewFile(uintptr(fd), "listener")
			l, err = net.FileListener(f)
			die(err)
			f.Close()
		} else {
			l, err = net.Listen("tcp", addr)
			die(err)
		}
		s := serve(l)
		select {
		case <-usr2:
			lf, err := l.(*net.TCPListener).File()
			die(err)
			c := exec.Command("/proc/self/exe", os.Args[1:]...)
			c.Stdout, c.Stderr = os.Stdout, os.Stderr
			c.Env = os.Environ()
			if mode != "leakpid" {
				c.Env = append(c.Env, "GRACEFUL_FD=1")
			}
			c.ExtraFiles = []*os.File{lf}
			die(c.Start())
			lf.Close()
			time.Sleep(300 * time.Millisecond)
			ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
			defer cancel()
			fmt.Fprintln(os.Stderr, os.Getpid(), "shutdown:", s.Shutdown(ctx))
			c.Wait()
		case <-term:
		}
	case "twice":
		f := os.NewFile(3, "listener")
		l, err := net.FileListener(f)
		die(err)
		s := serve(l)
		<-usr2
		s.Close()
		f.Close() // "old listener closed": closes fd 3
		f2 := os.NewFile(3, "listener2")
		l2, err := net.FileListener(f2)
		fmt.Fprintln(os.Stderr, "second FileListener:", l2, err)
		die(err)
	case "raw":
		f := os.NewFile(3, "listener")
		fd := int(f.Fd())
		f = nil
		go func() {
			time.Sleep(500 * time.Millisecond)
			runtime.GC() // finalizer closes fd 3
			runtime.GC()
		}()
		for i := 0; i < 3; {
			nfd, _, err := syscall.Accept4(fd, syscall.SOCK_CLOEXEC)
			if err != nil {
				fmt.Fprintln(os.Stderr, "accept4:", err, int(err.(syscall.Errno)))
				i++
				time.Sleep(50 * time.Millisecond)
				continue
			}
			syscall.Write(nfd, []byte("hello\n"))
			syscall.Close(nfd)
		}
	case "rawaccept":
		f := os.NewFile(3, "listener")
		fd := int(f.Fd())
		go func() {
			<-usr2
			time.Sleep(2 * time.Second)
			os.Exit(0)
		}()
		for {
			nfd, _, err := syscall.Accept4(fd, syscall.SOCK_CLOEXEC)
			die(err)
			syscall.Write(nfd, []byte("hello\n"))
			syscall.Close(nfd)
			runtime.KeepAlive(f)
		}
	case "twoclose":
		f := os.NewFile(3, "listener")
		fmt.Fprintln(os.Stderr, "first close:", syscall.Close(int(f.Fd())))
		fmt.Fprintln(os.Stderr, "second close:", f.Close())
	case "stolenconn":
		f := os.NewFile(3, "listener")
		l, err := net.FileListener(f)
		die(err)
		syscall.Close(int(f.Fd()))
		go func() { // its own client
			c, err := net.Dial("tcp", addr)
			die(err)
			time.Sleep(300 * time.Millisecond)
			c.Write([]byte("x"))
			time.Sleep(300 * time.Millisecond)
		}()
		c, err := l.Accept()
		die(err)
		done := make(chan error)
		go func() { done <- f.Close() }() // one of both has number 3 by now
		fmt.Fprintln(os.Stderr, "f.Close:", <-done)
		_, err = c.Write([]byte("x"))
		fmt.Fprintln(os.Stderr, "write:", err)
		_, err = c.Read(make([]byte, 10))
		fmt.Fprintln(os.Stderr, "read:", err)
	case "rawfile":
		fd, err := syscall.Open("/etc/hostname", syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
		die(err)
		syscall.Close(fd)
		n, err := syscall.Read(fd, make([]byte, 10))
		fmt.Fprintln(os.Stderr, "read:", n, err)
	case "busy":
		_, err := net.Listen("tcp", addr)
		die(err)
	case "closed":
		f := os.NewFile(3, "listener")
		l, err := net.FileListener(f)
		die(err)
		f.Close()
		go func() { time.Sleep(300 * time.Millisecond); l.Close() }()
		for i := 0; i < 3; i++ {
			_, err := l.Accept()
			fmt.Fprintf(os.Stderr, "Accept: %v (is net.ErrClosed=%v)\n", err, isClosed(err))
		}
	case "doubleclose":
		f := os.NewFile(3, "listener")
		l, err := net.FileListener(f)
		die(err)
		defer l.Close()
		fmt.Fprintln(os.Stderr, "raw close:", syscall.Close(int(f.Fd())))
		o, _ := os.Open("/etc/hostname") // reuses fd 3
		fmt.Fprintln(os.Stderr, "opened fd", o.Fd())
		fmt.Fprintln(os.Stderr, "f.Close:", f.Close()) // closes someone else's fd
		b := make([]byte, 10)
		n, err := o.Read(b)
		fmt.Fprintln(os.Stderr, "read:", n, err)
	}
}
func isClosed(err error) bool {
	oe, ok := err.(*net.OpError)
	return ok && oe.Err == net.ErrClosed
}
