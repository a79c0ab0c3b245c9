package job

import (
	"context"
	"log/slog"
	"time"
)

// Job is one unit of work.
type Job interface {
	Run(ctx context.Context) error
}

// Run runs a job and logs how long it took.
func Run(ctx context.Context, name string, job Job) error {
	started := time.Now().UTC() // want "clock/elapsed-on-wall"
	slog.Info("started", "job", name, "at", started.Format(time.RFC3339))
	err := job.Run(ctx)
	slog.Info("ended", "job", name, "took", time.Since(started), "error", err)
	return err
}
