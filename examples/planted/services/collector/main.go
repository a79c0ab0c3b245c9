package main

import (
	"log"
	"net"
)

const address = "0.0.0.0:8125"

func main() {
	conn, err := net.ListenPacket("udp", address)
	if err != nil {
		log.Fatal(err)
	}
	buffer := make([]byte, 1500)
	for {
		n, from, err := conn.ReadFrom(buffer)
		if err != nil {
			log.Fatal(err)
		}
		log.Printf("%d bytes from %s", n, from)
	}
}
