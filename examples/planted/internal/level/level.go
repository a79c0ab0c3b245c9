package level

import goflag "flag"

var level = func() *string {
	value := goflag.String("level", "info", "the least level that is logged")
	goflag.Parse() // want "test-state/flag-parse-in-init"
	return value
}()

// Level is the least level that is logged.
func Level() string { return *level }
