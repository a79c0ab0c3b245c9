package walk

/*
#include <stdlib.h>

int walk_tree(const char *root);
*/
import "C"

import (
	"log"
	"unsafe"
)

//export goEntry
func goEntry(name *C.char) C.int {
	log.Println(C.GoString(name))
	return 0
}

// Tree names every entry below the root.
func Tree(root string) int {
	r := C.CString(root)
	defer C.free(unsafe.Pointer(r))
	// decoy: cgo-errno/errno-across-callback
	return int(C.walk_tree(r))
}
