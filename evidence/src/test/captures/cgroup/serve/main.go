// SPDX-License-Identifier: Apache-2.0

// Command serve answers requests that cost so much processor time each, and says at its end what they cost. With -ask it sends them.
package main

import (
	"flag"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

func main() {
	listen := flag.String("listen", "127.0.0.1:28700", "address")
	cost := flag.Duration("cost", 12*time.Millisecond, "processor time of a request")
	parts := flag.Int("parts", 1, "in so many parts, 25 ms apart")
	ask := flag.Bool("ask", false, "send requests instead")
	every := flag.Duration("every", 250*time.Millisecond, "how often")
	length := flag.Duration("for", 30*time.Second, "how long")
	flag.Parse()
	if *ask {
		for end := time.Now().Add(*length); time.Now().Before(end); time.Sleep(*every) {
			go func() {
				if answer, err := http.Get("http://" + *listen); err == nil {
					io.Copy(io.Discard, answer.Body)
					answer.Body.Close()
				}
			}()
		}
		return
	}
	var requests atomic.Int64
	go http.ListenAndServe(*listen, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		requests.Add(1)
		for i := range *parts {
			if i > 0 {
				time.Sleep(25 * time.Millisecond)
			}
			use(*cost / time.Duration(*parts))
		}
		fmt.Fprintln(w, "done")
	}))
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM)
	<-stop
	var used syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &used)
	whole := time.Duration(used.Utime.Nano() + used.Stime.Nano())
	n := max(1, requests.Load())
	fmt.Printf("gomaxprocs=%d requests=%d cpu=%v each=%v\n", runtime.GOMAXPROCS(0), n, whole, whole/time.Duration(n))
}

// use burns processor time of its own thread: a thread that is stopped uses none.
func use(cost time.Duration) {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	for start := used(); used()-start < cost; {
	}
}

func used() time.Duration {
	const thread = 3 // CLOCK_THREAD_CPUTIME_ID
	var at syscall.Timespec
	syscall.Syscall(syscall.SYS_CLOCK_GETTIME, thread, uintptr(unsafe.Pointer(&at)), 0)
	return time.Duration(at.Nano())
}
