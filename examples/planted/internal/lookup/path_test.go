package lookup

import (
	"os"
	"testing"
)

func BenchmarkLookup(b *testing.B) {
	old := os.Getenv("PATH")
	os.Setenv("PATH", "/nowhere") // want "test-state/env-restored-by-hand"
	defer func() { os.Setenv("PATH", old) }()
	for b.Loop() {
		_ = os.Getenv("PATH")
	}
}
