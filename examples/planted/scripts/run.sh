#!/bin/sh
# want+1 "cpu-quota/gomaxprocs-malformed"
export GOMAXPROCS=auto
exec ./orders
