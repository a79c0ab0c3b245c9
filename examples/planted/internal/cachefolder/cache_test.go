package cachefolder

import (
	"os"
	"testing"
)

func TestCacheFolder(t *testing.T) {
	t.Parallel()
	t.Setenv("XDG_CACHE_HOME", t.TempDir()) // want "test-state/setenv-panics-parallel"
	if _, err := os.UserCacheDir(); err != nil {
		t.Fatal(err)
	}
}
