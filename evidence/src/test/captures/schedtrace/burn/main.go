// Command burn keeps processors busy: burn GOROUTINES BUSY-MS IDLE-MS SECONDS. Each goroutine works
// and sleeps in turn.
package main

import (
	"crypto/sha256"
	"os"
	"strconv"
	"time"
)

func main() {
	var n [4]int
	for i := range n {
		n[i], _ = strconv.Atoi(os.Args[i+1])
	}
	for i := 0; i < n[0]; i++ {
		go func() {
			sum := sha256.Sum256([]byte{1})
			for {
				for end := time.Now().Add(time.Duration(n[1]) * time.Millisecond); time.Now().Before(end); {
					sum = sha256.Sum256(sum[:])
				}
				time.Sleep(time.Duration(n[2]) * time.Millisecond)
			}
		}()
	}
	time.Sleep(time.Duration(n[3]) * time.Second)
}
