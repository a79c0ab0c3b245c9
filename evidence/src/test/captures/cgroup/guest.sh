#!/bin/busybox sh
# First process of a guest with cgroup version 2 alone and eight processors: burns under quotas and takes bundles.
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys
$b mkdir -p /dev /tmp /bb; $b mount -t devtmpfs dev /dev 2>/dev/null; $b mount -t tmpfs tmp /tmp
$b --install -s /bb; export PATH=/bb
exec 2>&1
mount -t cgroup2 none /sys/fs/cgroup
echo "+cpu +memory +pids" > /sys/fs/cgroup/cgroup.subtree_control
echo "GUEST $(uname -r) processors $(nproc) clocksource $(cat /sys/devices/system/clocksource/clocksource0/current_clocksource) of $(cat /sys/devices/system/clocksource/clocksource0/available_clocksource)"
OUT=/tmp/out; . /snap.sh
cg=/sys/fs/cgroup
# start GROUP PROGRAM ARGUMENTS…: runs it in a group that is there; $! is its pid
start() { g=$1; shift; sh -c 'echo 0 > "$0/cgroup.procs"; exec "$@"' "$cg/$g" "$@" & }
# watch NAME PID SECONDS
watch() { sleep 2; snap "$1" 0 "$2"; sleep "$3"; snap "$1" 1 "$2"; kill "$2"; wait "$2" 2>/dev/null; }

mkdir $cg/api; echo "20000 100000" > $cg/api/cpu.max
start api /burn -workers 4 -for 90s; watch v2-leaf $! 15

mkdir $cg/pod; echo +cpu > $cg/pod/cgroup.subtree_control; mkdir $cg/pod/app; echo "300000 100000" > $cg/pod/cpu.max
start pod/app /burn -workers 8 -for 90s; watch v2-parent $! 13

mkdir $cg/three; echo "300000 100000" > $cg/three/cpu.max
start three /burn -workers 2 -busy 20ms -for 90s; watch v2-three $! 14
start three /burn-old -workers 2 -busy 20ms -for 90s; watch v2-three-old $! 14

mkdir $cg/free
start free /burn -workers 1 -busy 5ms -for 90s; watch v2-free $! 4

for source in $(cat /sys/devices/system/clocksource/clocksource0/available_clocksource); do
  echo "$source" > /sys/devices/system/clocksource/clocksource0/current_clocksource
  /burn -workers 1 -busy 5ms -for 60s & pid=$!
  sleep 2; snap "clock-$source" 0 $pid; kill $pid; wait $pid 2>/dev/null
done
cd $OUT; echo BEGIN; tar czf - . | base64; echo END
poweroff -f
