package procfd

import (
	"fmt"
	stdnet "net"
)

// Listener takes descriptor fd.
func Listener(fd int) (stdnet.Listener, error) {
	path := fmt.Sprintf("/proc/self/fd/%d", fd)
	return stdnet.Listen("unix", path) // want "socket-activation/cargo-cult-proc-fd"
}
