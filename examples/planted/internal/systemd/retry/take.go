package retry

import (
	"net"
	"os"
	"time"
)

// Listener waits for the socket; no signal is in it.
func Listener(tries int) (l net.Listener, err error) {
	// decoy: socket-activation/reload-reopens-fd
	f := os.NewFile(3, "socket")
	defer f.Close()
	for range tries {
		if l, err = net.FileListener(f); err == nil {
			return l, nil
		}
		time.Sleep(time.Second)
	}
	return nil, err
}
