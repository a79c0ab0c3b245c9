package order

import (
	"os"
	"testing"
)

// The parallel test goes on when all tests that are not parallel have ended.
func TestParallel(t *testing.T) {
	t.Parallel()
}

func TestSequential(t *testing.T) {
	old := os.Getenv("ORDER")
	// decoy: test-state/env-with-parallel
	os.Setenv("ORDER", "asc")
	t.Cleanup(func() { os.Setenv("ORDER", old) })
}
