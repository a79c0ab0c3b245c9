// SPDX-License-Identifier: Apache-2.0

// Command services is a Go service in the states that the rules about processes tell apart.
package main

import (
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"
	"time"
)

func start(c *exec.Cmd) *exec.Cmd {
	if err := c.Start(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return c
}

func serve(l net.Listener) {
	http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, "ok") }))
}

func listen(address string) *net.TCPListener {
	l, err := net.Listen("tcp", address)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	return l.(*net.TCPListener)
}

// get makes one request, so that accept is called again.
func get(address string) {
	c := http.Client{Timeout: time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
	if r, err := c.Get("http://" + address); err == nil {
		r.Body.Close()
	}
}

func main() {
	address := "127.0.0.1:0"
	if len(os.Args) > 2 {
		address = os.Args[2]
	}
	switch os.Args[1] {
	case "worker": // a Python worker that listens nowhere
		go start(exec.Command("python3", "worker.py")).Wait()
		serve(listen(address))
	case "shell": // the same behind a shell that does not replace itself
		go start(exec.Command("sh", "-c", "python3 worker.py; echo ended")).Wait()
		serve(listen(address))
	case "serving": // a Python worker that listens
		go start(exec.Command("python3", "-m", "http.server", "18431", "--bind", "127.0.0.1")).Wait()
		serve(listen(address))
	case "piped": // a worker that is driven through pipes
		c := exec.Command("python3", "piped.py")
		in, _ := c.StdinPipe()
		out, _ := c.StdoutPipe()
		start(c)
		for range 10_000 {
			fmt.Fprintln(in, "word")
			out.Read(make([]byte, 100))
			time.Sleep(time.Second)
		}
	case "plain": // a program written in C
		go start(exec.Command("tail", "-f", "/dev/null")).Wait()
		serve(listen(address))
	case "helper": // a child that is Go too
		go start(exec.Command(os.Args[0], "idle")).Wait()
		serve(listen(address))
	case "idle":
		serve(listen(address))
	case "zombies": // nobody waits for them
		go serve(listen(address))
		for {
			start(exec.Command("sh", "-c", "exit 0"))
			time.Sleep(2 * time.Second)
		}
	case "few": // two that were forgotten long ago
		start(exec.Command("sh", "-c", "exit 0"))
		start(exec.Command("python3", "-c", "pass"))
		serve(listen(address))
	case "reaped": // each is waited for
		go serve(listen(address))
		for {
			exec.Command("sh", "-c", "sleep 0.3").Run()
			time.Sleep(time.Second)
		}
	case "late": // waited for, but only after three seconds
		go serve(listen(address))
		for {
			c := start(exec.Command("sh", "-c", "exit 0"))
			time.Sleep(3 * time.Second)
			c.Wait()
		}
	case "deaf": // a shell that ignores SIGTERM, and what it starts inherits that
		go start(exec.Command("sh", "-c", "trap '' TERM; python3 worker.py; echo ended")).Wait()
		serve(listen(address))
	case "deafpython":
		go start(exec.Command("python3", "-c", "import signal,time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(9999)")).Wait()
		serve(listen(address))
	case "deafparent": // os/signal.Ignore is inherited by every child
		signal.Ignore(syscall.SIGTERM)
		go start(exec.Command("tail", "-f", "/dev/null")).Wait()
		serve(listen(address))
	case "blocked": // blocked, and taken by sigwait: a stop is seen
		go start(exec.Command("python3", "sigwait.py")).Wait()
		serve(listen(address))
	case "masked": // blocked, and nobody takes it
		go start(exec.Command("python3", "-c", "import signal,time\nsignal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGTERM])\ntime.sleep(9999)")).Wait()
		serve(listen(address))
	case "contained": // a container numbers its processes by itself
		c := exec.Command("python3", "worker.py")
		c.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWPID}
		go start(c).Wait()
		serve(listen(address))
	case "handler":
		go start(exec.Command("python3", "-c", "import signal,sys,time\nsignal.signal(signal.SIGTERM, lambda *a: sys.exit(0))\ntime.sleep(9999)")).Wait()
		serve(listen(address))
	case "orphan": // the shell ends, its child stays
		go serve(listen(address))
		time.Sleep(2 * time.Second)
		exec.Command("sh", "-c", "python3 worker.py >/dev/null 2>&1 &").Run()
		select {}
	case "orphans":
		go serve(listen(address))
		for range 3 {
			time.Sleep(2 * time.Second)
			exec.Command("sh", "-c", "tail -f /dev/null >/dev/null 2>&1 &").Run()
		}
		select {}
	case "daemon": // a session of its own, on purpose
		go serve(listen(address))
		time.Sleep(2 * time.Second)
		exec.Command("sh", "-c", "setsid -f python3 worker.py >/dev/null 2>&1").Run()
		select {}
	case "storm": // several at once, all the time
		go serve(listen(address))
		n, _ := strconv.Atoi(os.Args[3])
		command := append(os.Args[4:], "sleep", "1.2")
		for range n {
			go func() {
				for {
					exec.Command(command[0], command[1:]...).Run()
				}
			}()
		}
		select {}
	case "slow": // one each five seconds
		go serve(listen(address))
		for {
			exec.Command("sleep", "2").Run()
			time.Sleep(3 * time.Second)
		}
	case "handed": // File and ExtraFiles: the shared socket loses O_NONBLOCK
		l := listen(address)
		go serve(l)
		get(l.Addr().String())
		f, _ := l.File()
		c := exec.Command("python3", "worker.py")
		if len(os.Args) > 3 && os.Args[3] == "go" {
			c = exec.Command(os.Args[0], "takes")
		}
		c.ExtraFiles = []*os.File{f}
		c.Env = append(os.Environ(), os.Args[min(4, len(os.Args)):]...)
		start(c)
		f.Close()
		time.Sleep(time.Second)
		get(l.Addr().String())
		get(l.Addr().String())
		c.Wait()
	case "repaired": // the same, and set back at once
		l := listen(address)
		go serve(l)
		get(l.Addr().String())
		f, _ := l.File()
		c := exec.Command("python3", "worker.py")
		c.ExtraFiles = []*os.File{f}
		start(c)
		syscall.SetNonblock(int(f.Fd()), true)
		f.Close()
		time.Sleep(time.Second)
		get(l.Addr().String())
		c.Wait()
	case "takes": // a Go child that takes the descriptor sets O_NONBLOCK again
		f := os.NewFile(3, "listener")
		l, err := net.FileListener(f)
		if err != nil {
			os.Exit(1)
		}
		f.Close()
		serve(l)
	case "activated": // as go-systemd: only when LISTEN_PID is the own number
		if os.Getenv("LISTEN_PID") == strconv.Itoa(os.Getpid()) {
			f := os.NewFile(3, "listener")
			l, _ := net.FileListener(f)
			f.Close()
			serve(l)
		}
		serve(listen(address))
	case "ignorant": // knows nothing of activation
		serve(listen(address))
	case "wave": // Go uses the CPU itself
		go serve(listen(address))
		for {
			d := duty()
			for t := time.Now(); time.Since(t).Seconds() < 0.2*d; {
			}
			time.Sleep(time.Duration(0.2 * (1 - d) * 1e9))
		}
	case "short": // children of 200 ms use it
		go serve(listen(address))
		for {
			d := duty()
			exec.Command("python3", "-S", "-c", fmt.Sprintf("import time\nt=time.time()\nwhile time.time()-t<%.3f: pass", 0.3*d)).Run()
			time.Sleep(time.Duration(0.3 * (1 - d) * 1e9))
		}
	case "burner": // a child that lives uses it
		go start(exec.Command("python3", "burn.py")).Wait()
		serve(listen(address))
	case "shellburner": // the same behind a shell
		go start(exec.Command("sh", "-c", "python3 burn.py; echo ended")).Wait()
		serve(listen(address))
	case "shortshell": // a shell and what it starts, again and again
		go serve(listen(address))
		for {
			d := duty()
			exec.Command("sh", "-c", fmt.Sprintf("i=0; while [ $i -lt %d ]; do i=$((i+1)); done; true", int(400_000*d))).Run()
			time.Sleep(time.Duration(0.3 * (1 - d) * 1e9))
		}
	case "goburner": // a child that is Go too
		go start(exec.Command(os.Args[0], "wave")).Wait()
		serve(listen(address))
	default:
		os.Exit(2)
	}
}

// duty is a wave of ten seconds between 0.05 and 0.65.
func duty() float64 {
	s := time.Now().UnixMilli() % 10_000
	if s < 5_000 {
		return 0.05 + 0.6*float64(s)/5_000
	}
	return 0.65 - 0.6*float64(s-5_000)/5_000
}
