package invoke

import (
	"context"
	"os"
	"os/exec"
	"time"
)

// Script lets the context end it, and the delay bound the wait.
func Script(ctx context.Context, path string) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	// decoy: process-boundary/cargo-cult-invoke
	cmd := exec.CommandContext(ctx, "bash", path)
	cmd.Stderr = os.Stderr
	cmd.WaitDelay = time.Second
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Wait()
}
