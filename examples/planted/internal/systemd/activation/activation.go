package activation

import (
	"os"
	"strconv"
)

const variable = "LISTEN_FDS"

// Files are the sockets that systemd gave.
func Files() []*os.File {
	n, err := strconv.Atoi(os.Getenv(variable)) // want "socket-activation/no-pid-check"
	if err != nil {
		return nil
	}
	var files []*os.File
	for fd := 3; fd < 3+n; fd++ {
		files = append(files, os.NewFile(uintptr(fd), "LISTEN_FD_"+strconv.Itoa(fd)))
	}
	return files
}
