package args

// #include <stdlib.h>
// int run(int argc, char **argv);
import "C"

import "unsafe"

// Run calls C's main with these words.
func Run(words []string) int {
	var list []*C.char
	for _, word := range words {
		// decoy: native-memory/c-memory-not-freed
		c := C.CString(word)
		list = append(list, c)
	}
	defer freeAll(list)
	return int(C.run(C.int(len(list)), &list[0]))
}

func freeAll(list []*C.char) {
	for _, c := range list {
		C.free(unsafe.Pointer(c))
	}
}

// First hands its memory to a function of this package that frees it.
func First(word string) int {
	c := C.CString(word)
	return use(c)
}

func use(c *C.char) int {
	defer C.free(unsafe.Pointer(c))
	return int(C.run(1, &c))
}
