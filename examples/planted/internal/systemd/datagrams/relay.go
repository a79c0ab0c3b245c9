package datagrams

import (
	"net"
	"os"
	"os/signal"
	"syscall"
)

// Relay reads datagrams, and starts over at each SIGHUP.
func Relay(read func(net.PacketConn)) error {
	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGHUP)
	for range c {
		conn, err := net.FilePacketConn(os.NewFile(3, "udp")) // want "socket-activation/reload-reopens-fd"
		if err != nil {
			return err
		}
		go read(conn)
	}
	return nil
}
