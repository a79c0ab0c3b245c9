package sandbox

import (
	"log"
	"net"
	"os"

	"github.com/moby/sys/reexec"
)

func init() {
	reexec.Register("sandbox-child", child)
}

// child runs in a process that reexec.Command starts with one socket.
func child() {
	// decoy: socket-activation/unconditional-fd-three
	f := os.NewFile(3, "control")
	conn, err := net.FileConn(f)
	if err != nil {
		log.Fatal(err)
	}
	f.Close()
	conn.Write([]byte("ready\n"))
}
