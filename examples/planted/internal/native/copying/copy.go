package copying

/*
#include <errno.h>

extern int goWrite(void *data, int n);

static inline int copy_out(void *data, int n) { // want "cgo-errno/errno-across-callback"
	int r = goWrite(data, n);
	return r < 0 ? errno : 0;
}
*/
import "C"

import "unsafe"

//export goWrite
func goWrite(data unsafe.Pointer, n C.int) C.int { return n }

// Out gives the bytes to the writer.
func Out(data []byte) int {
	return int(C.copy_out(unsafe.Pointer(&data[0]), C.int(len(data))))
}
