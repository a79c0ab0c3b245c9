package worker

import (
	"os"
	"os/exec"
	"time"
)

// Stop asks, and kills after five seconds.
func Stop(cmd *exec.Cmd, done <-chan struct{}) {
	// decoy: process-boundary/cargo-cult-interrupt-stop
	_ = cmd.Process.Signal(os.Interrupt)
	select {
	case <-done:
	case <-time.After(5 * time.Second):
		_ = cmd.Process.Kill()
	}
}
