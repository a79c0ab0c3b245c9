package handover

import (
	"net"
	"os"
	"os/exec"
	"syscall"
)

// Replace starts the new program, and keeps this one's socket as it was.
func Replace(l *net.TCPListener, program string) error {
	f, err := l.File()
	if err != nil {
		return err
	}
	defer f.Close()
	cmd := exec.Command(program)
	// decoy: socket-activation/extrafiles-blocks-listener
	cmd.ExtraFiles = []*os.File{f}
	if err := cmd.Start(); err != nil {
		return err
	}
	go cmd.Wait()
	raw, err := l.SyscallConn()
	if err != nil {
		return err
	}
	return raw.Control(func(fd uintptr) { syscall.SetNonblock(int(fd), true) })
}
