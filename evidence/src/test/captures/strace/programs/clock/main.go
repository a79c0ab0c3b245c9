// SPDX-License-Identifier: Apache-2.0

// clock reads the time some hundred times, after one second: time to be attached to.
package main

import (
	"fmt"
	"time"
)

func main() {
	time.Sleep(time.Second)
	first := time.Now()
	for i := 0; i < 120; i++ {
		time.Now()
	}
	go func() { time.Sleep(20 * time.Millisecond) }()
	time.Sleep(50 * time.Millisecond)
	fmt.Println(time.Since(first))
}
