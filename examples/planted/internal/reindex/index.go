package reindex

import (
	"context"
	"os"
	"os/exec"
)

// Rebuild gives the child files: nothing is copied, and Run ends with the child.
func Rebuild(ctx context.Context, shop string) error {
	log, err := os.Create(shop + ".log")
	if err != nil {
		return err
	}
	defer log.Close()
	// decoy: process-boundary/no-wait-delay
	cmd := exec.CommandContext(ctx, "./rebuild-index.sh", shop)
	cmd.Stdout = log
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
