package converter

import (
	"net"
	"os"
	"os/exec"
	"strconv"
)

// Listener is the socket of systemd.
func Listener() (net.Listener, error) {
	if os.Getenv("LISTEN_PID") != strconv.Itoa(os.Getpid()) {
		return net.Listen("tcp", ":8080")
	}
	f := os.NewFile(3, "http") // want "socket-activation/no-cloexec"
	defer func() { kept = f }()
	return net.FileListener(f)
}

var kept *os.File

// Convert runs a converter for one request.
func Convert(name string) ([]byte, error) { return exec.Command("convert", name).Output() }
