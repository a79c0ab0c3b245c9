// SPDX-License-Identifier: Apache-2.0

// Command orderd takes merchants' CSV files of returns, has them normalized by a shell script, and keeps the sums.
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

const (
	maxFile   = 8 << 20  // bytes of one merchant's file
	maxOutput = 64 << 20 // bytes that the script may answer
	scripts   = 4        // at once
)

func main() {
	listen := flag.String("listen", "127.0.0.1:8080", "address to listen on")
	script := flag.String("normalizer", "./normalize.sh", "the script that turns CSV into returns")
	flag.Parse()
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	if err := run(*listen, *script, log); err != nil {
		log.Error("orderd ends", "err", err)
		os.Exit(1)
	}
}

func run(listen, script string, log *slog.Logger) error {
	path, err := filepath.Abs(script)
	if err != nil {
		return err
	}
	if _, err := os.Stat(path); err != nil {
		return err
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, os.Interrupt)
	defer stop()

	normalizer := Normalizer{Script: path, Timeout: 3 * time.Second, Grace: time.Second, MaxOutput: maxOutput}
	server := &http.Server{
		Handler:           NewServer(normalizer, NewStore(), scripts, maxFile, log).Handler(),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      45 * time.Second,
		IdleTimeout:       2 * time.Minute,
		MaxHeaderBytes:    16 << 10,
	}
	listener, err := net.Listen("tcp", listen)
	if err != nil {
		return err
	}
	log.Info("orderd listens", "address", listener.Addr().String(), "normalizer", path)

	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
		stop() // a second signal ends at once
	}
	drain, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := server.Shutdown(drain); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}
