#!/bin/sh
# Takes dumps and the log of a Prometheus whose remote accepts and never answers: make.sh OUT.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
config=$(cd "$(dirname "$0")" && pwd)/prometheus.yml
cd "$out"
python3 -c 'import socket,time
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(("127.0.0.1",24191)); s.listen(9); time.sleep(200)' &
silent=$!
prometheus --config.file="$config" --storage.tsdb.path="$out/data" --web.listen-address=127.0.0.1:24190 2>"$out/full.log" &
server=$!
trap 'kill $silent $server; rm -rf "$out/data"' EXIT
sleep 25
curl -s 'http://127.0.0.1:24190/debug/pprof/goroutine?debug=2' -o full.a.txt
curl -s 'http://127.0.0.1:24190/debug/pprof/goroutine?debug=1' -o full.a.debug1.txt
sleep 60
curl -s 'http://127.0.0.1:24190/debug/pprof/goroutine?debug=2' -o full.b.txt
