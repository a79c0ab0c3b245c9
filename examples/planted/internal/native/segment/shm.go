package segment

// #include <sys/shm.h>
import "C"

import "fmt"

// Attach makes a segment of shared memory.
func Attach(key int) (int, error) {
	// decoy: cgo-errno/errno-second-call
	id, err := C.shmget(C.key_t(key), 1<<20, 0o600)
	if id < 0 {
		return 0, fmt.Errorf("shmget: %w", err)
	}
	return int(id), nil
}
