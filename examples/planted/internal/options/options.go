package options

import (
	"flag"
	"testing"
)

// Verbose makes the service say more.
var Verbose = flag.Bool("verbose", false, "say more")

func init() {
	if !testing.Testing() {
		// decoy: test-state/flag-parse-in-init
		flag.Parse()
	}
}
