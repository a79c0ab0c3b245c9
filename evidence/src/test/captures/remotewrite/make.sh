#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make.sh NAME MODE IDLE SECONDS PORT [INTERVAL [TIMEOUT [tls]]]: one run of prometheus against receiver.py, as NAME.pcap.
# MODE go: receiver.go with IDLE as 1s. ON=any captures on all interfaces (link type SLL2), SHARDS limits max_shards.
# Needs prometheus, tcpdump, python3, openssl; root for tcpdump, forget and blackhole. Uses PORT to PORT+2 of the loopback.
set -eu
name=$1 mode=$2 idle=$3 seconds=$4 port=$5 interval=${6:-1s} timeout=${7:-30s} tls=${8:-}
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
out=${OUT:-$here}
scheme=http
set --
if [ -n "$tls" ]; then
  scheme=https
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=receiver -keyout "$work/key" -out "$work/cert" 2>/dev/null
  set -- "$work/cert" "$work/key"
fi
echo "[{\"targets\": [\"127.0.0.1:$((port + 1))\"]}]" > "$work/targets.json"
cat > "$work/p.yml" <<C
global: {scrape_interval: $interval, scrape_timeout: 500ms}
scrape_configs:
- job_name: x
  file_sd_configs: [{files: ['$work/targets.json'], refresh_interval: 1s}]
remote_write:
- url: $scheme://127.0.0.1:$port/api/v1/write
  remote_timeout: $timeout
  queue_config: {batch_send_deadline: 1s, max_shards: ${SHARDS:-50}}
  metadata_config: {send: false}
  tls_config: {insecure_skip_verify: true}
C
if [ "$mode" = go ]; then
  go build -o "$work/receiver" "$here/receiver.go"
  "$work/receiver" "$idle" "$port" $((port + 1)) &
else
  python3 "$here/receiver.py" "$mode" "$idle" "$out/$name.log" "$port" $((port + 1)) "$@" &
fi
receiver=$!
tcpdump -i "${ON:-lo}" -s 96 -w "$work/rw.pcap" "tcp port $port" 2>/dev/null &
dump=$!
sleep 1
prometheus --config.file="$work/p.yml" --storage.tsdb.path="$work/data" --web.listen-address=127.0.0.1:$((port + 2)) > "$work/prom.log" 2>&1 &
prom=$!
if [ "$mode" = none ] && [ "$seconds" -gt 300 ]; then # the client's own idle time: nothing to scrape any more
  sleep 20
  echo '[]' > "$work/targets.json"
  sleep $((seconds - 20))
else
  sleep "$seconds"
fi
kill "$prom"; wait "$prom" 2>/dev/null || true
sleep 1
kill "$receiver" "$dump"; wait "$receiver" "$dump" 2>/dev/null || true
cp "$work/rw.pcap" "$out/$name.pcap"
rm -r "$work"
