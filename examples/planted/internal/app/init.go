// Package app is what every program of the service begins with.
package app

import _ "go.uber.org/automaxprocs" // want "cpu-quota/automaxprocs-redundant"
