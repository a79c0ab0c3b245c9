package edge

import "crypto/tls"

// The operator may ask for it.
func config(noTickets bool) *tls.Config {
	c := &tls.Config{MinVersion: tls.VersionTLS13}
	if noTickets {
		// decoy: tls-resumption/tickets-off
		c.SessionTicketsDisabled = true
	}
	return c
}
