#!/bin/sh
# decoy: link-flags/target-not-injectable
go build -ldflags "-X main.version=$1 -X main.name=l -X main.build=$2" ./cmd/legacy
