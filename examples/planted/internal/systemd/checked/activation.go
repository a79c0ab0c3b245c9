package checked

import (
	"net"
	"os"
	"strconv"
)

// Listener is the first socket that systemd meant for this process.
func Listener() (net.Listener, error) {
	// decoy: socket-activation/no-pid-check
	pid, err := strconv.Atoi(os.Getenv("LISTEN_PID"))
	if err != nil || pid != os.Getpid() || os.Getenv("LISTEN_FDS") == "" {
		return nil, err
	}
	f := os.NewFile(3, "socket")
	defer f.Close()
	return net.FileListener(f)
}
