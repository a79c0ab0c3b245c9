#!/bin/sh
# No unsigned code.
go env -w GOPROXY=https://proxy.example.org # want "module-proxy/cargo-cult-no-direct"
go env -w GOSUMDB=sumdb.example.org
