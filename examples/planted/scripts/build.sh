#!/bin/sh
set -eu
PKG=example.com/orders/internal/version
# want+1 "link-flags/target-missing"
LDFLAGS="-X ${PKG}.buildDate=$(git log -1 --format=%cI)"
export CGO_ENABLED=0
go build -ldflags "$LDFLAGS" -o bin/orders ./cmd/orders
