package repo

import (
	stdos "os"
	"os/exec"
	"testing"
)

func newRepository(tb testing.TB) string {
	tb.Helper()
	dir := tb.TempDir()
	if err := stdos.Chdir(dir); err != nil { // want "test-state/env-leak"
		tb.Fatal(err)
	}
	if out, err := exec.Command("git", "init", "-q").CombinedOutput(); err != nil {
		tb.Fatalf("git init: %v: %s", err, out)
	}
	return dir
}

func TestHeadOfEmptyRepository(t *testing.T) {
	dir := newRepository(t)
	if dir == "" {
		t.Fatal("no folder")
	}
}
