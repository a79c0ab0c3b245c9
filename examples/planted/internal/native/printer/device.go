package printer

// #include <fcntl.h>
// #include <stdlib.h>
import "C"

import (
	"errors"
	"unsafe"
)

// Check says whether the device can be opened.
func Check(path string) error {
	p := C.CString(path)
	defer C.free(unsafe.Pointer(p))
	fd := C.open(p, C.O_RDWR)
	if fd < 0 {
		return errors.New("cannot open the device") // want "cgo-errno/errno-lost"
	}
	C.close(fd)
	return nil
}
