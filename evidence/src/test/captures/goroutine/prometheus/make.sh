#!/bin/sh
# Takes dumps and the log of two Prometheus, one whose remote accepts and never answers and one
# whose remote takes all: make.sh OUT.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
config=$(cd "$(dirname "$0")" && pwd)/prometheus.yml
cd "$out"
python3 -c 'import socket,time
s=socket.socket(); s.setsockopt(socket.SOL_SOCKET,socket.SO_REUSEADDR,1); s.bind(("127.0.0.1",24191)); s.listen(9); time.sleep(200)' &
silent=$!
python3 -c 'from http.server import *
class Taker(BaseHTTPRequestHandler):
    protocol_version="HTTP/1.1"
    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"])); self.send_response(204); self.end_headers()
    def log_message(self, *a): pass
ThreadingHTTPServer(("127.0.0.1",24193),Taker).serve_forever()' &
taker=$!
sed 's/24190/24192/; s/24191/24193/' "$config" >healthy.yml
prometheus --config.file="$config" --storage.tsdb.path="$out/data" --web.listen-address=127.0.0.1:24190 2>"$out/full.log" &
full=$!
prometheus --config.file=healthy.yml --storage.tsdb.path="$out/data2" --web.listen-address=127.0.0.1:24192 2>"$out/healthy.log" &
healthy=$!
trap 'kill $silent $taker $full $healthy; sleep 3; rm -rf "$out/data" "$out/data2"' EXIT
take() { # take NAME PORT
  curl -s "http://127.0.0.1:$2/debug/pprof/goroutine?debug=2" -o "$1.txt"
  curl -s "http://127.0.0.1:$2/debug/pprof/goroutine?debug=1" -o "$1.debug1.txt"
}
sleep 25; take full.a 24190; take healthy.a 24192
sleep 60; take full.b 24190; take healthy.b 24192
