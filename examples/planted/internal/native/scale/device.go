package scale

/*
#include <errno.h>
#include <sys/ioctl.h>

static int device_ioctl(int fd, unsigned long request) {
	return ioctl(fd, request) < 0 ? -errno : 0;
}
*/
import "C"

import (
	"fmt"
	"syscall"
)

// Reset brings the device back to its first state.
func Reset(fd int) error {
	// decoy: cgo-errno/errno-lost
	if r := C.device_ioctl(C.int(fd), 0x5401); r < 0 {
		return fmt.Errorf("reset: %w", syscall.Errno(-r))
	}
	return nil
}
