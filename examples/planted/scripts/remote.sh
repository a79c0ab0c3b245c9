#!/bin/sh
ssh builder.corp.internal sh <<EOF
go build -ldflags "-X main.release=\$(git describe)" ./cmd/orders
EOF
# The shell in the container reads it. decoy: link-flags/cargo-cult-escaped-dollar
docker run --rm golang:1.26 sh -c "go build -ldflags \"-X main.release=\$(git describe)\" ./cmd/orders"
