package main

// The module says go 1.24: there the runtime does not look at the quota.
// decoy: cpu-quota/automaxprocs-redundant
import _ "go.uber.org/automaxprocs"

func main() {}
