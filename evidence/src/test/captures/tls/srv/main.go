// SPDX-License-Identifier: Apache-2.0

// srv: TLS server lab. -mode shared|rotating|percfg|disabled ; -mtls ; -key rsa|ecdsa
package main

import (
	"bufio"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"flag"
	"fmt"
	"math/big"
	"net"
	"os"
	"time"
)

func mk(kind, cn string) (tls.Certificate, *x509.Certificate) {
	var k crypto.Signer
	if kind == "rsa" {
		k, _ = rsa.GenerateKey(rand.Reader, 2048)
	} else {
		k, _ = ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	}
	t := &x509.Certificate{SerialNumber: big.NewInt(time.Now().UnixNano()), Subject: pkix.Name{CommonName: cn}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour), DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.ParseIP("127.0.0.1")}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}}
	der, err := x509.CreateCertificate(rand.Reader, t, t, k.Public(), k)
	if err != nil {
		panic(err)
	}
	c, _ := x509.ParseCertificate(der)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: k, Leaf: c}, c
}
func main() {
	addr := flag.String("addr", "127.0.0.1:19443", "")
	key := flag.String("key", "rsa", "")
	mode := flag.String("mode", "shared", "")
	mtls := flag.Bool("mtls", false, "")
	curves := flag.String("curves", "", "p256 = only P-256 (forces HelloRetryRequest)")
	max := flag.String("max", "", "1.2")
	dir := flag.String("dir", ".", "")
	dur := flag.Duration("d", 10*time.Second, "")
	flag.Parse()
	sc, leaf := mk(*key, "server")
	cc, cleaf := mk(*key, "client")
	os.WriteFile(*dir+"/ca.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: leaf.Raw}), 0644)
	kb, _ := x509.MarshalPKCS8PrivateKey(cc.PrivateKey)
	os.WriteFile(*dir+"/cli.pem", append(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: cleaf.Raw}), pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: kb})...), 0600)
	pool := x509.NewCertPool()
	pool.AddCert(cleaf)
	base := func() *tls.Config {
		c := &tls.Config{Certificates: []tls.Certificate{sc}}
		if *mtls {
			c.ClientAuth = tls.RequireAndVerifyClientCert
			c.ClientCAs = pool
		}
		if *curves == "p256" {
			c.CurvePreferences = []tls.CurveID{tls.CurveP256}
		}
		if *max == "1.2" {
			c.MaxVersion = tls.VersionTLS12
		}
		if *mode == "disabled" {
			c.SessionTicketsDisabled = true
		}
		return c
	}
	cfg := base()
	if kl := os.Getenv("SSLKEYLOGFILE"); kl != "" {
		f, _ := os.OpenFile(kl, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0600)
		cfg.KeyLogWriter = f
	}
	ln, err := net.Listen("tcp", *addr)
	if err != nil {
		panic(err)
	}
	go func() { time.Sleep(*dur); os.Exit(0) }()
	if *mode == "percfg_getconfig" {
		cfg.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) { return base(), nil }
	}
	if *mode == "percfg_getconfig_keys" { // returned config has its own random keys set explicitly
		cfg.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) {
			c := base()
			var k [32]byte
			rand.Read(k[:])
			c.SetSessionTicketKeys([][32]byte{k})
			return c, nil
		}
	}
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		use := cfg
		if *mode == "replicas" { // each connection served by an independent config = a load balancer over N replicas without shared ticket keys
			use = base()
		}
		go func() {
			t := tls.Server(c, use)
			defer t.Close()
			b := bufio.NewReader(t)
			for {
				l, err := b.ReadString('\n')
				if err != nil {
					return
				}
				fmt.Fprint(t, "echo ", l)
			}
		}()
	}
}
