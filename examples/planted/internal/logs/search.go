package logs

import (
	"context"
	"os"
	"os/exec"
)

// Grep hands the value over as an argument: the shell never reads it as text.
func Grep(ctx context.Context, query string) error {
	// decoy: process-boundary/shell-with-variable
	cmd := exec.CommandContext(ctx, "sh", "-c", `grep -rh -- "$1" /var/log/orders | sort -u`, "sh", query)
	cmd.Stdout = os.Stdout
	return cmd.Run()
}
