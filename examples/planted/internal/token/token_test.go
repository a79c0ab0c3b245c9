package token

import (
	"os"
	"testing"
)

// testing has no Unsetenv: what is not set cannot be had by t.Setenv.
func TestNoToken(t *testing.T) {
	old, was := os.LookupEnv("TOKEN_FILE")
	// decoy: test-state/env-restored-by-hand
	os.Unsetenv("TOKEN_FILE")
	defer func() {
		if was {
			os.Setenv("TOKEN_FILE", old)
		}
	}()
}
