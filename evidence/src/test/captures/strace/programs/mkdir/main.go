// SPDX-License-Identifier: Apache-2.0

// mkdir makes a folder in the temporary folder, and takes it away.
package main

import "os"

func main() {
	name, err := os.MkdirTemp("", "x")
	if err != nil {
		println(err.Error())
		os.Exit(1)
	}
	os.Remove(name)
}
