package backup

import (
	"context"
	"os"
	"os/exec"
)

// Config is read from the service's YAML file.
type Config struct {
	Source string
	Bucket string
}

// Run copies the source to the bucket; the operator chose both, so that this is milder.
func Run(ctx context.Context, cfg Config) error {
	cmd := exec.CommandContext(ctx, "sh", "-c", "set -e; tar -cz "+cfg.Source+" | upload "+cfg.Bucket) // want "process-boundary/shell-with-variable"
	cmd.Stdout = os.Stdout
	cmd.Stderr = os.Stderr
	return cmd.Run()
}
