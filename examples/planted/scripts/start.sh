#!/bin/sh
# decoy: link-flags/cargo-cult-runtime-gomaxprocs
export GOMAXPROCS=2
exec ./orders
