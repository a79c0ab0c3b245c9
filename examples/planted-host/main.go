// SPDX-License-Identifier: Apache-2.0

// Command planted-host is one Go service with one mistake each, or the same service written right:
//
//	planted-host MISTAKE bad|good
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
	"unsafe"
)

const loopback = "127.0.0.1:18080"

var mistakes = map[string]func(bad bool){
	"quota":      quota,
	"maxprocs":   func(bool) { serve(listen()) },
	"slack":      slack,
	"handover":   handover,
	"activation": activation,
	"deaf":       deaf,
	"declared":   func(bool) { serve(listen()) },
	"worker":     worker,
	"zombies":    zombies,
	"killed":     killed,
	"datagrams":  datagrams,
	"burner":     burner,
}

func main() {
	if len(os.Args) == 2 && os.Args[1] == "idle" { // a child that is Go too
		select {}
	}
	mistake := mistakes[os.Args[1]]
	mistake(os.Args[2] == "bad")
}

func must[T any](value T, err error) T {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return value
}

func listen() *net.TCPListener {
	return must(net.Listen("tcp", loopback)).(*net.TCPListener)
}

func serve(l net.Listener) {
	http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") }))
}

func get() {
	c := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	if r, err := c.Get("http://" + loopback); err == nil {
		r.Body.Close()
	}
}

// quota: both have the same quota of CPU time; the bad one wants more than that in each period.
func quota(bad bool) {
	go serve(listen())
	for {
		for t := time.Now(); bad && time.Since(t) < 50*time.Millisecond; {
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// slack: a thread with 100 ms of timer slack starts the program again, so all its threads have it.
func slack(bad bool) {
	if bad && os.Getenv("SLACK_SET") == "" {
		runtime.LockOSThread()
		const setTimerSlack = 29
		syscall.RawSyscall(syscall.SYS_PRCTL, setTimerSlack, 100_000_000, 0)
		must(0, syscall.Exec("/proc/self/exe", os.Args, append(os.Environ(), "SLACK_SET=1")))
	}
	serve(listen())
}

// handover: File and ExtraFiles take O_NONBLOCK from the socket that both processes share.
func handover(bad bool) {
	l := listen()
	go serve(l)
	get()
	f := must(l.File())
	c := exec.Command(os.Args[0], "idle")
	c.ExtraFiles = []*os.File{f}
	must(0, c.Start())
	if !bad {
		syscall.SetNonblock(int(f.Fd()), true)
	}
	f.Close()
	time.Sleep(500 * time.Millisecond)
	get()
	c.Wait()
}

// activation: the manager keeps the socket and passes it on, as systemd does. A wrapper's number in
// LISTEN_PID makes the program ignore it.
func activation(bad bool) {
	if os.Getenv("LISTEN_FDS") != "" {
		if bad { // what a program does that finds another number than its own
			serve(must(net.Listen("tcp", "127.0.0.1:0")))
		}
		f := os.NewFile(3, "listener")
		l := must(net.FileListener(f))
		f.Close()
		serve(l)
	}
	fd := must(syscall.Socket(syscall.AF_INET, syscall.SOCK_STREAM|syscall.SOCK_CLOEXEC, 0))
	address := &syscall.SockaddrInet4{Port: 18080, Addr: [4]byte{127, 0, 0, 1}}
	must(0, syscall.Bind(fd, address))
	must(0, syscall.Listen(fd, 100))
	wrapper := "LISTEN_PID=$$"
	if bad {
		wrapper = "LISTEN_PID=$PPID"
	}
	c := exec.Command("sh", "-c", wrapper+` LISTEN_FDS=1 exec "$0" "$@"`, os.Args[0], os.Args[1], os.Args[2])
	c.ExtraFiles = []*os.File{os.NewFile(uintptr(fd), "socket")}
	c.Run()
}

// deaf: a component that ignores SIGTERM can only be killed.
func deaf(bad bool) {
	action := "lambda *a: sys.exit(0)"
	if bad {
		action = "signal.SIG_IGN"
	}
	code := "import signal,sys,time\nsignal.signal(signal.SIGTERM, " + action + ")\ntime.sleep(9999)"
	go exec.Command("python3", "-c", code).Run()
	serve(listen())
}

// worker: a component of another runtime that lives as long as the service.
func worker(bad bool) {
	c := exec.Command(os.Args[0], "idle")
	if bad {
		c = exec.Command("python3", "-c", "import time\ntime.sleep(9999)")
	}
	go c.Run()
	serve(listen())
}

// zombies: started, and nobody waits.
func zombies(bad bool) {
	go serve(listen())
	for {
		c := exec.Command("true")
		must(0, c.Start())
		if !bad {
			c.Wait()
		}
		time.Sleep(time.Second)
	}
}

// killed: a seccomp filter that kills threads ends the first thread of the process; the others live
// on and the port stays open. The good one has the same filter for a call that it never makes.
func killed(bad bool) {
	runtime.LockOSThread() // the first thread: main runs there
	l := listen()
	go serve(must(net.Listen("tcp", "127.0.0.1:18081")))
	call := uint32(syscall.SYS_PTRACE)
	if bad {
		call = syscall.SYS_UNAME
	}
	const noNewPrivs, setSeccomp, filterMode, killThread, allow = 38, 22, 2, 0, 0x7fff0000
	program := []syscall.SockFilter{
		{Code: 0x20, K: 0},                  // load the number of the call
		{Code: 0x15, Jt: 0, Jf: 1, K: call}, // is it the one?
		{Code: 0x06, K: killThread},
		{Code: 0x06, K: allow},
	}
	header := syscall.SockFprog{Len: uint16(len(program)), Filter: &program[0]}
	syscall.RawSyscall(syscall.SYS_PRCTL, noNewPrivs, 1, 0)
	syscall.RawSyscall(syscall.SYS_PRCTL, setSeccomp, filterMode, uintptr(unsafe.Pointer(&header)))
	var name syscall.Utsname
	syscall.RawSyscall(syscall.SYS_UNAME, uintptr(unsafe.Pointer(&name)), 0, 0)
	serve(l)
}

// datagrams: a receiver that reads too slowly for its buffer loses what the kernel cannot keep.
func datagrams(bad bool) {
	in := must(net.ListenUDP("udp", &net.UDPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 18082}))
	go func() {
		out := must(net.DialUDP("udp", nil, in.LocalAddr().(*net.UDPAddr)))
		for {
			for range 40 {
				out.Write(make([]byte, 1400))
			}
			time.Sleep(20 * time.Millisecond)
		}
	}()
	buffer := make([]byte, 2000)
	for {
		in.Read(buffer)
		if bad {
			time.Sleep(5 * time.Millisecond)
		}
	}
}

// burner: CPU that a child uses, in waves, which the service's own metrics do not count.
func burner(bad bool) {
	const wave = "import time\nwhile True:\n t=time.time()\n d=0.05+0.6*abs((t%10)/5-1)\n" +
		" while time.time()-t<0.2*d: pass\n time.sleep(0.2*(1-d))\n"
	if bad {
		go exec.Command("python3", "-S", "-c", wave).Run()
		serve(listen())
	}
	go serve(listen())
	for {
		t := time.Now()
		d := 0.05 + 0.6*max(float64(t.UnixMilli()%10_000)/5_000-1, 1-float64(t.UnixMilli()%10_000)/5_000)
		for time.Since(t).Seconds() < 0.2*d {
		}
		time.Sleep(time.Duration(0.2 * (1 - d) * 1e9))
	}
}
