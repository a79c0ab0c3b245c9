// SPDX-License-Identifier: Apache-2.0

// Command burn uses processor time in so many goroutines: all the time, or a part of each 100 ms.
package main

import (
	"flag"
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	workers := flag.Int("workers", 4, "goroutines that burn")
	busy := flag.Duration("busy", 0, "of each 100 ms, 0 is all of it")
	procs := flag.Int("procs", 0, "call runtime.GOMAXPROCS with it")
	length := flag.Duration("for", time.Minute, "how long")
	flag.Parse()
	runtime.GOMAXPROCS(*procs) // 0 changes nothing
	fmt.Printf("pid=%d go=%s gomaxprocs=%d\n", os.Getpid(), runtime.Version(), runtime.GOMAXPROCS(0))
	end := time.Now().Add(*length)
	for range *workers {
		go burn(end, *busy)
	}
	time.Sleep(time.Until(end))
}

func burn(end time.Time, busy time.Duration) {
	for time.Now().Before(end) {
		for start := time.Now(); busy == 0 || time.Since(start) < busy; {
			if time.Now().After(end) {
				return
			}
		}
		time.Sleep(100*time.Millisecond - busy)
	}
}
