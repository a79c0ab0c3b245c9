#!/bin/sh
unset GO111MODULE
# GO111MODULE=off is for the old pipeline. decoy: module-proxy/gopath-mode
export GO111MODULE=
go build ./...
