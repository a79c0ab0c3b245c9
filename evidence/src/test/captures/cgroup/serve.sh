#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes bundles of a server whose requests cost a known processor time, under quotas of version 1: serve.sh SERVE FOLDER, with TAKE the command of TakeBundle.
# Needs root; its groups are below /sys/fs/cgroup/cpu/demarc-fixture-PID and are removed. A minute; loopback, ports 28701 to 28707.
set -euo pipefail
serve=$(readlink -f "$1"); out=$(readlink -f "$2")
cpu=/sys/fs/cgroup/cpu/demarc-fixture-$$
mkdir "$cpu"
clean() { # what is left in its own groups
  find "$cpu" -name cgroup.procs -exec cat {} + | xargs -r kill -9 || true; sleep 0.5
  find "$cpu" -depth -type d -exec rmdir {} \;
}
trap clean EXIT
port=28700
# group NAME QUOTA [PERIOD [BURST]]: microseconds
group() { mkdir -p "$cpu/$1"; echo "${3:-100000}" > "$cpu/$1/cpu.cfs_period_us"; echo "$2" > "$cpu/$1/cpu.cfs_quota_us"; [ -z "${4-}" ] || echo "$4" > "$cpu/$1/cpu.cfs_burst_us"; }
# scene NAME GROUP EVERY OPTION…: a server with GOMAXPROCS=1, requests from outside of its group, and a bundle of it
scene() {
  local name=$1 group=$2 every=$3; shift 3
  port=$((port + 1))
  bash -c 'echo $$ > "$0/cgroup.procs"; exec env GOMAXPROCS=1 "$@"' "$cpu/$group" "$serve" -listen 127.0.0.1:$port "$@" > "$out/$name.said" & local server=$!
  sleep 0.5
  "$serve" -ask -listen 127.0.0.1:$port -every "$every" -for 27s &
  sleep 0.5
  $TAKE "$out/$name" "$server" 22
  kill "$server"; wait "$server"
}
group leaf 10000; scene over leaf 250ms -cost 12ms &
group pod 10000; mkdir "$cpu/pod/app"; port=28701; scene parent pod/app 330ms -cost 15ms &
wait
group saving 10000 100000 10000; port=28702; scene burst saving 140ms -cost 12ms &
group short 2000 20000; port=28703; scene short short 100ms -cost 5ms &
wait
port=28704; scene below leaf 120ms -cost 1ms &
group waits 10000; port=28705; scene waits waits 500ms -cost 12ms -parts 12 &
mkdir "$cpu/free"; port=28706; scene free free 250ms -cost 12ms &
wait
