#!/bin/sh
# want+1 "link-flags/cargo-cult-runtime-gomaxprocs"
go build -ldflags "-s -X runtime.gomaxprocs=2" ./cmd/orders
