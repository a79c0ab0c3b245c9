package index

import (
	"context"
	"fmt"
	"os/exec"
	"time"
)

// Rebuild gives the indexer a minute.
func Rebuild(ctx context.Context, shop string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	out, err := exec.CommandContext(ctx, "./rebuild-index.sh", shop).CombinedOutput() // want "process-boundary/no-wait-delay"
	if err != nil {
		return fmt.Errorf("index of %s: %w: %s", shop, err, out)
	}
	return nil
}
