package front

import (
	"crypto/tls"
	"net"
)

func listen(l net.Listener, config *tls.Config) net.Listener {
	own := config.Clone()
	own.SessionTicketsDisabled = true // want "tls-resumption/tickets-off"
	return tls.NewListener(l, own)
}
