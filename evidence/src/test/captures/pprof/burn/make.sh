#!/bin/sh
# Takes profiles of burn in pprof's binary form: make.sh OUT [GO-VERSION]. Needs curl; four seconds.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")"
[ -z "${2:-}" ] || export GOTOOLCHAIN="go$2"
work=$(mktemp -d)
CGO_ENABLED=0 go build -trimpath -o "$work/burn" .
"$work/burn" >"$work/address" &
trap 'kill $!; rm -r "$work"' EXIT
while [ ! -s "$work/address" ]; do sleep 0.1; done
address=$(cat "$work/address")
curl -sf "http://$address/debug/pprof/profile?seconds=2" -o "$out/cpu.pb.gz"
curl -sf "http://$address/debug/pprof/heap" -o "$out/heap.pb.gz"
curl -sf "http://$address/debug/pprof/goroutine" -o "$out/goroutine.pb.gz"
