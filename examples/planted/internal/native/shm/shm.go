package shm

// #include <errno.h>
// #include <sys/shm.h>
// static int last_err() { int e = errno; return e; }
import "C"

import (
	"log"
	"syscall"
)

// Size is the size of the segment.
const Size = 1 << 20

// Attach makes a segment of shared memory.
func Attach(key int) (int, error) {
	id := int(C.shmget(C.key_t(key), Size, 0o600))
	if id < 0 {
		log.Printf("no segment for key %d", key)
		return 0, syscall.Errno(C.last_err()) // want "cgo-errno/errno-second-call"
	}
	return id, nil
}
