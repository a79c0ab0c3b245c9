// SPDX-License-Identifier: Apache-2.0

// cli: opens N TLS connections, reports handshake latency and DidResume.
package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"flag"
	"fmt"
	"os"
	"sort"
	"syscall"
	"time"
)

func cpu() time.Duration {
	var r syscall.Rusage
	syscall.Getrusage(0, &r)
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
func main() {
	addr := flag.String("addr", "127.0.0.1:19443", "")
	n := flag.Int("n", 20, "")
	cache := flag.String("cache", "none", "none|shared|perconn")
	noread := flag.Bool("noread", false, "close without reading after handshake")
	mtls := flag.Bool("mtls", false, "")
	max := flag.String("max", "", "1.2")
	seedcfg := flag.Bool("seed", false, "seed remedy: shared config, GetConfigForClient + SessionTicketsDisabled false + MinVersion 1.3, no ClientSessionCache")
	dir := flag.String("dir", ".", "")
	gap := flag.Duration("gap", 0, "wait between two connections")
	hold := flag.Duration("hold", 0, "keep each connection so long before it is closed")
	flag.Parse()
	pem, err := os.ReadFile(*dir + "/ca.pem")
	if err != nil {
		panic(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	cfg := &tls.Config{RootCAs: pool, ServerName: "localhost"}
	if *seedcfg {
		shared := cfg.Clone()
		cfg.GetConfigForClient = func(*tls.ClientHelloInfo) (*tls.Config, error) { return shared, nil }
		cfg.SessionTicketsDisabled = false
		cfg.MinVersion = tls.VersionTLS13
	}
	if *mtls {
		c, err := tls.LoadX509KeyPair(*dir+"/cli.pem", *dir+"/cli.pem")
		if err != nil {
			panic(err)
		}
		cfg.Certificates = []tls.Certificate{c}
	}
	if *max == "1.2" {
		cfg.MaxVersion = tls.VersionTLS12
	}
	if *cache == "shared" {
		cfg.ClientSessionCache = tls.NewLRUClientSessionCache(64)
	}
	if kl := os.Getenv("SSLKEYLOGFILE"); kl != "" {
		f, _ := os.OpenFile(kl, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0600)
		cfg.KeyLogWriter = f
	}
	var full, res []float64
	resumed := 0
	c0 := cpu()
	for i := 0; i < *n; i++ {
		use := cfg
		if *cache == "perconn" {
			use = cfg.Clone()
			use.ClientSessionCache = tls.NewLRUClientSessionCache(64)
		}
		t0 := time.Now()
		c, err := tls.Dial("tcp", *addr, use)
		if err != nil {
			fmt.Println("dial:", err)
			continue
		}
		d := float64(time.Since(t0).Microseconds()) / 1000
		if c.ConnectionState().DidResume {
			resumed++
			res = append(res, d)
		} else {
			full = append(full, d)
		}
		if !*noread {
			fmt.Fprintln(c, "hi")
			bufio.NewReader(c).ReadString('\n')
		}
		time.Sleep(*hold)
		c.Close()
		time.Sleep(*gap)
	}
	m := func(x []float64) float64 {
		if len(x) == 0 {
			return 0
		}
		sort.Float64s(x)
		return x[len(x)/2]
	}
	fmt.Printf("n=%d resumed=%d median_full=%.2fms median_resumed=%.2fms client_cpu_per_conn=%.2fms\n", *n, resumed, m(full), m(res), float64((cpu()-c0).Microseconds())/1000/float64(*n))
}
