package first

import (
	env "os"
	"strconv"
)

const variable = "SD_LISTEN_FDS_START"

// Number is the first descriptor.
func Number() int {
	n, err := strconv.Atoi(env.Getenv(variable)) // want "socket-activation/cargo-cult-fds-start"
	if err != nil {
		return 3
	}
	return n
}
