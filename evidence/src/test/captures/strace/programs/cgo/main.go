// SPDX-License-Identifier: Apache-2.0

// cgo calls C functions that fail, and learns why in one of these ways:
//
//	second   by a second call: the thread may have changed
//	two      by the two-value form
//	answer   it asks for a file that is not there, and that is the answer
package main

/*
#include <errno.h>
#include <fcntl.h>
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
static int option(void) { return setsockopt(1, 99, 99, 0, 0); }
static int there(void) { return access("/etc/no-such-file", R_OK); }
static int last(void) { return errno; }
*/
import "C"

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func main() {
	var wg sync.WaitGroup
	for g := 0; g < 4; g++ {
		wg.Add(1)
		go func(g int) {
			defer wg.Done()
			for i := 0; i < 3; i++ {
				call(g)
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
				fmt.Println("dial:", syscall.Errno(C.last()))
			}
		} else {
			C.option()
			runtime.Gosched()
		}
	case "two":
		if n, err := C.dial(1); n != 0 {
			fmt.Println("dial:", err)
		}
	case "answer":
		if C.there() != 0 {
			fmt.Println("not there")
		}
	}
}
