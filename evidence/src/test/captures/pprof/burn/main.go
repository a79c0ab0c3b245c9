// SPDX-License-Identifier: Apache-2.0

// Command burn serves net/http/pprof on a free port, which it prints, and uses two goroutines' CPU
// under labels that hold what a report may not.
package main

import (
	"context"
	"fmt"
	"net"
	"net/http"
	_ "net/http/pprof"
	"os"
	"runtime/pprof"
)

var sink [2]int

func burn(i int) {
	for {
		sink[i]++
	}
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	for i, tenant := range []string{"c4nary-one", "c4nary-two"} {
		go pprof.Do(context.Background(), pprof.Labels("tenant", tenant), func(context.Context) { burn(i) })
	}
	fmt.Println(l.Addr())
	http.Serve(l, nil)
}
