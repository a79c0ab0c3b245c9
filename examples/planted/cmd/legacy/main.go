package main

const base = "1.4"

// Both are plain strings to the linker, whatever they begin as.
var version = base + ".0"

var name, build = "legacy", string("none")

func main() { println(version, name, build) }
