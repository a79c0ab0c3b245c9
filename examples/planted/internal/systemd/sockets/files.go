package sockets

import (
	"net"
	"os"
)

// Sockets holds what systemd gave.
type Sockets struct {
	files []*os.File
}

// Add keeps the file, so that the number stays open for a later reload.
func (s *Sockets) Add(i int) (net.Listener, error) {
	// decoy: socket-activation/newfile-dropped
	f := os.NewFile(uintptr(3+i), "socket")
	s.files = append(s.files, f)
	return net.FileListener(f)
}
