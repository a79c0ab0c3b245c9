// SPDX-License-Identifier: Apache-2.0

// misread calls C functions that fail, and logs why. How it learns it:
//
//	second   by a second call: the thread may have changed
//	locked   by a second call on a locked thread
//	two      by the two-value form
//	own      the C function returns an error of its own, which no system call gave
//	other    dial is refused in silence, and a step behind another dial fails and is logged as dial's
//	go       Go itself connects, and no C is called
//
// The second argument says how lines look: plain (local time, seconds), utc (with microseconds), json. The third says how often each goroutine calls.
package main

/*
#include <errno.h>
#include <sys/socket.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <string.h>
#include <unistd.h>
static int dial(int port) {
	struct sockaddr_in a;
	int s = socket(AF_INET, SOCK_STREAM, 0), r;
	memset(&a, 0, sizeof a);
	a.sin_family = AF_INET;
	a.sin_port = htons(port);
	a.sin_addr.s_addr = htonl(0x7f000001);
	r = connect(s, (void *)&a, sizeof a);
	return r;
}
static int probe(int port) { return dial(port) == 0 ? 0 : -EPROTO; }
static int option(void) { return setsockopt(1, 99, 99, 0, 0); }
static int last(void) { return errno; }
*/
import "C"

import (
	"fmt"
	"log"
	"log/slog"
	"net"
	"os"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

var rounds = 6

var lines = log.New(os.Stderr, "", log.LstdFlags)

func tell(what string, err error) {
	if os.Args[2] == "json" {
		slog.Error("call failed", "op", what, "err", err.Error())
		return
	}
	lines.Printf("%s: %v", what, err)
}

func main() {
	if len(os.Args) > 3 {
		rounds, _ = strconv.Atoi(os.Args[3])
	}
	switch os.Args[2] {
	case "utc":
		lines.SetFlags(log.LstdFlags | log.LUTC | log.Lmicroseconds)
	case "json":
		slog.SetDefault(slog.New(slog.NewJSONHandler(os.Stderr, nil)))
	}
	var wg sync.WaitGroup
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func(g int) {
			defer wg.Done()
			for i := 0; i < rounds; i++ {
				call(g)
				time.Sleep(time.Duration(40+7*g) * time.Millisecond)
			}
		}(g)
	}
	wg.Wait()
}

func call(g int) {
	switch os.Args[1] {
	case "second":
		if g%2 == 0 {
			if C.dial(1) != 0 {
				runtime.Gosched()
				time.Sleep(time.Microsecond)
				tell("dial 127.0.0.1:1: connect", syscall.Errno(C.last()))
			}
		} else {
			if C.option() != 0 {
				runtime.Gosched()
				time.Sleep(time.Microsecond)
				tell("option 99: setsockopt", syscall.Errno(C.last()))
			}
		}
	case "locked":
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if g%2 == 0 {
			if C.dial(1) != 0 {
				tell("dial 127.0.0.1:1: connect", syscall.Errno(C.last()))
			}
		} else if C.option() != 0 {
			tell("option 99: setsockopt", syscall.Errno(C.last()))
		}
	case "two":
		if g%2 == 0 {
			if n, err := C.dial(1); n != 0 {
				tell("dial 127.0.0.1:1: connect", err)
			}
		} else if n, err := C.option(); n != 0 {
			tell("option 99: setsockopt", err)
		}
	case "own":
		if n := C.probe(1); n != 0 {
			tell("probe 127.0.0.1:1", syscall.Errno(-n))
		}
	case "other":
		if g == 0 {
			C.dial(1) // nobody is told
		} else if g == 1 {
			if n, err := C.option(); n != 0 {
				tell("dial 127.0.0.1:2: connect", fmt.Errorf("cannot begin: %w", err))
			}
		}
	case "go":
		if c, err := net.Dial("tcp", "127.0.0.1:1"); err == nil {
			c.Close()
		} else {
			tell("backend", err)
		}
	}
}
