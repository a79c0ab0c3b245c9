#!/bin/sh
# decoy: cpu-quota/gomaxprocs-malformed
export CPU_LIMIT=500m GOMAXPROCS=
exec ./orders
