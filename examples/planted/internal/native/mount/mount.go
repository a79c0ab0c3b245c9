package mount

// #include <errno.h>
// #include <sys/mount.h>
import "C"

import "golang.org/x/sys/unix"

// Remove takes the file system off.
func Remove(target *C.char) error {
	if C.umount(target) == -1 {
		return unix.Errno(errno) // want "cgo-errno/cargo-cult-bare-errno"
	}
	return nil
}
