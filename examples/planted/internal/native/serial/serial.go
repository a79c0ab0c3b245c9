package serial

// #include <termios.h>
// #include <unistd.h>
import "C"

import "fmt"

// Speed returns the speed of the line.
func Speed(fd int) (uint, error) {
	var attributes C.struct_termios
	r, err := C.tcgetattr(C.int(fd), &attributes) // want "cgo-errno/err-without-return-check"
	if err != nil {
		return 0, fmt.Errorf("tcgetattr gave %d: %w", int(r), err)
	}
	return uint(C.cfgetospeed(&attributes)), nil
}
