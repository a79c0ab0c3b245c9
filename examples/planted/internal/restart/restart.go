package restart

import (
	"net"
	"os"
	"os/exec"
)

// Replace starts the new program with the socket of this one.
func Replace(l *net.TCPListener, program string) (*os.Process, error) {
	f, err := l.File()
	if err != nil {
		return nil, err
	}
	defer f.Close()
	cmd := exec.Command(program)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	cmd.ExtraFiles = []*os.File{f} // want "socket-activation/extrafiles-blocks-listener"
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	go cmd.Wait()
	return cmd.Process, nil
}
