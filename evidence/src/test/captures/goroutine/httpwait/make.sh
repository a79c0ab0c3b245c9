#!/bin/sh
# Takes the dumps of httpwait: make.sh OUT [GO-VERSION]. It ends after two and a half minutes; all
# cases wait at the same time. Dumps at 5 s and 65 s show no minutes yet or one, the last shows two.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")"
[ -z "${2:-}" ] || export GOTOOLCHAIN="go$2"
export CGO_ENABLED=0
go build -trimpath -o "$out/httpwait" .
cases='request request-timeout request-one request-http2 long-poll proxy busy pool tls tls-server body stream client-idle leak half-header server-idle'
pids=''
for case in $cases; do
  setsid "$out/httpwait" "$case" >"$out/$case.ready" 2>"$out/$case.sigquit.txt" &
  echo $! >"$out/$case.pid"
done
take() { # take NAME
  for case in $cases; do
    at=$(sed -n 's/^ready //p' "$out/$case.ready")
    curl -s "http://$at/debug/pprof/goroutine?debug=2" -o "$out/$case.$1.txt"
    curl -s "http://$at/debug/pprof/goroutine?debug=1" -o "$out/$case.$1.debug1.txt"
  done
}
sleep 8; take a
sleep 60; take b
sleep 75; take c
for case in $cases; do
  kill -QUIT "$(cat "$out/$case.pid")" || true
done
sleep 1
for case in $cases; do
  kill -KILL -"$(cat "$out/$case.pid")" 2>/dev/null || true
  rm -f "$out/$case.pid" "$out/$case.ready"
done
