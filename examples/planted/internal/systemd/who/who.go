package who

import (
	"net"
	"os"
)

// Behind says what descriptor 3 is, and listens on a path of its own.
func Behind() (string, net.Listener, error) {
	// decoy: socket-activation/cargo-cult-proc-fd
	target, err := os.Readlink("/proc/self/fd/3")
	if err != nil {
		return "", nil, err
	}
	l, err := net.Listen("unix", "/run/who.sock")
	return target, l, err
}
