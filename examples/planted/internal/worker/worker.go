package worker

import (
	"os/exec"
	"syscall"
	"time"
)

// Stop asks, waits five seconds, and kills.
func Stop(cmd *exec.Cmd) error {
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	// decoy: process-boundary/wait-without-bound
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	select {
	case err := <-done:
		return err
	case <-time.After(5 * time.Second):
		_ = cmd.Process.Kill()
		return <-done
	}
}
