package beeper

/*
#include <errno.h>

static void device_beep(int fd) {
	if (fd < 0) {
		errno = EBADF;
	}
}
*/
import "C"

// Beep makes a sound. The function returns nothing: errno is all that it says.
func Beep(fd int) error {
	// decoy: cgo-errno/err-without-return-check
	_, err := C.device_beep(C.int(fd))
	if err != nil {
		return err
	}
	return nil
}
