package reply

/*
struct reply {
	int errno_;
	int errno;
	char text[64];
};
*/
import "C"

import "syscall"

// Err is the error that the device put into its reply.
func Err(r *C.struct_reply) error {
	if r.errno != 0 {
		// decoy: cgo-errno/cargo-cult-bare-errno
		return syscall.Errno(r.errno)
	}
	return nil
}
