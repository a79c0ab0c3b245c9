package hooks

import (
	"net"
	"os"
	"os/exec"
	"strconv"
	"syscall"
)

var kept *os.File

// Listener marks the number before a child can inherit it.
func Listener() (net.Listener, error) {
	if os.Getenv("LISTEN_PID") != strconv.Itoa(os.Getpid()) {
		return nil, os.ErrNotExist
	}
	// decoy: socket-activation/no-cloexec
	syscall.CloseOnExec(3)
	f := os.NewFile(3, "http")
	kept = f
	return net.FileListener(f)
}

// Run runs a hook.
func Run(hook string) error { return exec.Command(hook).Run() }
