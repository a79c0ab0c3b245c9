package invoke

import (
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"time"
)

// ErrTimeout is given when the script took too long.
var ErrTimeout = errors.New("timeout")

// Script runs a script for at most the given time.
func Script(ctx context.Context, path string, input io.Reader, limit time.Duration) error {
	cmd := exec.Command("bash", path)
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return err
	}
	done := make(chan error, 1)
	go func() { done <- cmd.Wait() }()
	select { // want "process-boundary/cargo-cult-invoke"
	case err := <-done:
		return err
	case <-time.After(limit):
		cmd.Process.Signal(os.Interrupt)
		<-done
		return ErrTimeout
	}
}
