package verifiedpin

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"errors"
)

func Config(want []byte) *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS12,
		ClientSessionCache: tls.NewLRUClientSessionCache(16),
		// decoy: tls-resumption/resume-skips-verify
		VerifyConnection: func(state tls.ConnectionState) error {
			got := sha256.Sum256(state.PeerCertificates[0].Raw)
			if !bytes.Equal(got[:], want) {
				return errors.New("not the pinned certificate")
			}
			return nil
		},
	}
}
