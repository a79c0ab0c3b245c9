#!/bin/bash
# Makes the bundles of a host with the cpu controller in version 1: make.sh BURN BURN-OLD FOLDER, with TAKE the command of TakeBundle.
# Needs root; its groups are below /sys/fs/cgroup/cpu/demarc-fixture-PID and are removed.
set -euo pipefail
burn=$(readlink -f "$1"); old=$(readlink -f "$2"); out=$(readlink -f "$3")
cpu=/sys/fs/cgroup/cpu/demarc-fixture-$$; unified=/sys/fs/cgroup/unified/demarc-fixture-$$
mkdir "$cpu" "$unified"
pids=()
clean() {
  for pid in "${pids[@]}"; do kill -9 "$pid" 2>/dev/null || true; done; sleep 0.5
  find "$cpu" "$unified" -depth -type d -exec rmdir {} \;
}
trap clean EXIT
# group NAME QUOTA [BURST]: microseconds in 100 ms
group() { mkdir -p "$cpu/$1"; echo "$2" > "$cpu/$1/cpu.cfs_quota_us"; [ -z "${3-}" ] || echo "$3" > "$cpu/$1/cpu.cfs_burst_us"; }
# start GROUP COMMAND…: sets $pid
start() {
  local g=$1; shift
  bash -c 'echo $$ > "$0/cgroup.procs"; exec "$@"' "$cpu/$g" "$@" > /dev/null & pid=$!
  pids+=("$pid")
}
take() { $TAKE "$out/$1" "${@:2}" & takes+=($!); }
takes=()

group leaf 10000
start leaf "$burn" -workers 4 -for 90s; leaf=$pid; echo $pid > "$unified/cgroup.procs"
group env 10000
start env env GOMAXPROCS=16 "$burn" -workers 16 -for 90s; env=$pid
group pod 10000; mkdir "$cpu/pod/app" "$cpu/pod/idle"
start pod/app "$burn" -workers 4 -for 90s; app=$pid
start pod/idle sleep 90; idle=$pid
group wide 150000
start wide "$burn" -workers 1 -busy 4ms -for 90s; wide=$pid
group old 150000
start old "$old" -workers 1 -busy 4ms -for 90s; older=$pid
mkdir "$cpu/free"
start free "$burn" -workers 1 -busy 2ms -for 90s; free=$pid
group light 10000 10000
start light "$burn" -workers 1 -busy 2ms -for 90s; light=$pid
group sets 10000
bash -c 'echo $$ > "$0/cgroup.procs"; exec "$@"' "$cpu/sets" env GODEBUG=schedtrace=1000 "$burn" -procs 4 -workers 4 -for 90s > /dev/null 2> "$out/sets.trace" & pid=$!
pids+=("$pid"); sets=$pid
sleep 1
group short 10000
start short "$burn" -workers 1 -for 90s; short=$pid
sleep 2
take v1-short "$short"
take v1-leaf "$leaf" 14; take v1-env "$env" 14; take v1-parent "$app" 14; take v1-idle-sibling "$idle" 14
take v1-sets "$sets" 14; take v1-wide "$wide" 14; take v1-wide-old "$older" 14; take v1-free "$free" 14; take v1-light "$light" 14

# timer slack is inherited; later it is each thread's own. Without a group: real-time scheduling is not for groups of version 1
slack() { bash -c 'echo "$0" > /proc/self/timerslack_ns; exec "$@"' "$1" "$burn" -workers 2 -busy 1ms -for 60s > /dev/null & pid=$!; pids+=("$pid"); }
slack 100000000; all=$pid
slack 50000; leader=$pid
slack 50000; some=$pid
slack 1; low=$pid
slack 100000000; real=$pid
sleep 1
echo 100000000 > /proc/$leader/timerslack_ns
n=0; for task in /proc/$some/task/*; do n=$((n + 1)); [ $n = 1 ] || echo 20000000 > /proc/${task##*/}/timerslack_ns; done
for task in /proc/$real/task/*; do chrt -f -p 1 "${task##*/}"; done
take slack-all "$all"; take slack-leader "$leader"; take slack-some "$some"; take slack-low "$low"; take slack-real-time "$real"
wait "${takes[@]}"
cat "$cpu/leaf/cpu.stat" > "$out/cpu.stat"
