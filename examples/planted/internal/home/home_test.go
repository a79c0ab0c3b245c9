package home

import (
	"os"
	"testing"
)

// setHome points HOME to a folder of the test, and back at its end.
func setHome(t *testing.T, dir string) {
	old, was := os.LookupEnv("HOME")
	// decoy: test-state/env-leak
	os.Setenv("HOME", dir)
	t.Cleanup(func() {
		if was {
			os.Setenv("HOME", old)
		} else {
			os.Unsetenv("HOME")
		}
	})
}

func TestHome(t *testing.T) {
	setHome(t, t.TempDir())
	restore := pushFolder(t, t.TempDir())
	defer restore()
}

func pushFolder(t *testing.T, dir string) func() {
	t.Helper()
	before, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chdir(dir); err != nil {
		t.Fatal(err)
	}
	return func() { _ = os.Chdir(before) }
}
