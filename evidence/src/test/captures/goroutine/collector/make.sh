#!/bin/sh
# Takes dumps and logs of a real collector in eight situations: make.sh OUT. It takes two minutes; all
# situations run at the same time. go mod tidy gets the collector's modules, at the version below.
set -eu
version=v0.165.0
out=$(mkdir -p "$1" && cd "$1" && pwd)
cp "$(dirname "$0")"/*.go "$(dirname "$0")/go.mod" "$out"
cd "$out"
if [ ! -x otelcol-small ]; then
  go get "go.opentelemetry.io/collector/otelcol@$version"
  go mod tidy
  CGO_ENABLED=0 go build -trimpath -o otelcol-small .
fi
port=24000
pids=''
begin() { # begin NAME HOW QUEUE PROCESSORS ENCODING
  port=$((port + 10))
  echo $port >"$1.port"
  cat >"$1.yaml" <<END
receivers:
  otlp: {protocols: {http: {endpoint: 127.0.0.1:$port}}}
processors:
  batch: {send_batch_size: 1, timeout: 200ms}
exporters:
  otlp_http:
    endpoint: http://127.0.0.1:$((port + 1))
    timeout: $6
    sending_queue: $3
service:
  pipelines:
    traces: {receivers: [otlp], processors: [$4], exporters: [otlp_http]}
  telemetry:
    metrics: {level: none}
    logs: {encoding: $5}
END
  ./otelcol-small backend 127.0.0.1:$((port + 1)) "$2" &
  pids="$pids $!"
  PPROF=127.0.0.1:$((port + 2)) ./otelcol-small --config "$1.yaml" 2>"$1.log" &
  pids="$pids $!"
  echo $! >"$1.pid"
}
send() { # send NAME COUNT: each a client that waits 100 s at most
  i=0
  while [ $i -lt "$2" ]; do
    curl -s -o /dev/null --max-time 100 -H 'Content-Type: application/json' --data \
      '{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174","name":"canary-span","startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]}]}' \
      "http://127.0.0.1:$(cat "$1.port")/v1/traces" &
    pids="$pids $!"
    i=$((i + 1))
  done
}
take() { # take NAME.WHICH NAME
  curl -s "http://127.0.0.1:$(($(cat "$2.port") + 2))/debug/pprof/goroutine?debug=2" -o "$1.txt"
  curl -s "http://127.0.0.1:$(($(cat "$2.port") + 2))/debug/pprof/goroutine?debug=1" -o "$1.debug1.txt"
}
trap 'kill $pids 2>/dev/null || true' EXIT
all='saturated backing-off blocked waiting batch healthy dropped batching'
begin saturated hang '{queue_size: 100}' '' console 90s
begin backing-off busy '{queue_size: 100}' '' json 5s
begin blocked hang '{queue_size: 5, block_on_overflow: true}' '' console 90s
begin waiting hang '{wait_for_result: true}' '' console 90s
begin batch hang '{enabled: false}' batch console 90s
begin healthy ok '{queue_size: 100}' batch console 5s
begin dropped no '{queue_size: 5}' '' console 5s
begin batching hang '{queue_size: 100, num_consumers: 2, batch: {min_size: 1, max_size: 1, flush_timeout: 200ms}}' '' console 90s
sleep 4
send saturated 40; send backing-off 30; send blocked 40; send waiting 20; send batch 30; send healthy 20; send dropped 30; send batching 20
sleep 8
for name in $all; do take "$name.a" "$name"; done
sleep 62
for name in $all; do take "$name.b" "$name"; done
for name in $all; do kill -QUIT "$(cat "$name.pid")" || true; done
sleep 2
