package pin

import (
	"bytes"
	"crypto/sha256"
	"crypto/tls"
	"crypto/x509"
	"errors"
)

func Config(want []byte) *tls.Config {
	return &tls.Config{ // want "tls-resumption/resume-skips-verify"
		MinVersion:         tls.VersionTLS12,
		ClientSessionCache: tls.NewLRUClientSessionCache(16),
		VerifyPeerCertificate: func(raw [][]byte, _ [][]*x509.Certificate) error {
			got := sha256.Sum256(raw[0])
			if !bytes.Equal(got[:], want) {
				return errors.New("not the pinned certificate")
			}
			return nil
		},
	}
}
