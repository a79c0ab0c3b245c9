#!/bin/sh
# Takes schedtraces of burn: make.sh OUT [GO-VERSION]. Needs root and cgroup v1 with the cpu
# controller for the runs under a quota. All runs at the same time would disturb each other: one
# after the other, two minutes.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")"
[ -z "${2:-}" ] || export GOTOOLCHAIN="go$2"
CGO_ENABLED=0 go build -trimpath -o "$out/burn" .
group=/sys/fs/cgroup/cpu/burn-$$
mkdir "$group"
trap 'rmdir "$group"' EXIT
quota() { # quota NAME MICROSECONDS COMMAND...: of each 100 ms
  echo 100000 >"$group/cpu.cfs_period_us"
  echo "$2" >"$group/cpu.cfs_quota_us"
  name=$1; shift 2
  sh -c 'echo $$ >"$0/cgroup.procs"; exec "$@"' "$group" "$@" 2>"$out/$name.txt"
  cp "$group/cpu.stat" "$out/$name.cpu.stat"
}
export GODEBUG=schedtrace=1000
"$out/burn" 1 20 80 10 2>"$out/easy.txt"                       # a tenth of one processor
"$out/burn" 40 50 1 10 2>"$out/saturated.txt"                  # many runnable, no quota
GOMAXPROCS=4 quota quota 20000 "$out/burn" 6 50 20 12          # a fifth of a processor
GODEBUG=schedtrace=500 quota tight 5000 "$out/burn" 4 50 20 12 # a twentieth
GODEBUG=schedtrace=1000,scheddetail=1 "$out/burn" 12 50 1 4 2>"$out/detail.txt"
