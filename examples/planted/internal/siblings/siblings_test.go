package siblings

import "testing"

func TestSiblings(t *testing.T) {
	t.Run("parallel", func(t *testing.T) {
		t.Parallel()
	})
	t.Run("sets", func(t *testing.T) {
		// decoy: test-state/setenv-panics-parallel
		t.Setenv("MODE", "safe")
	})
}

func TestOther(t *testing.T) {
	t.Setenv("MODE", "fast")
}
