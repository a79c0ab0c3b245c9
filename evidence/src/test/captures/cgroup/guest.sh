#!/bin/busybox sh
# First process of a guest: burns under quotas and takes bundles. The kernel's command line says which scenes: v2, older, hybrid, clock.
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys
$b mkdir -p /dev /tmp /bb; $b mount -t devtmpfs dev /dev 2>/dev/null; $b mount -t tmpfs tmp /tmp
$b --install -s /bb; export PATH=/bb
exec 2>&1
clocks=/sys/devices/system/clocksource/clocksource0
echo "GUEST $(uname -r) processors $(nproc) clocksource $(cat $clocks/current_clocksource) of $(cat $clocks/available_clocksource)"
OUT=/tmp/out; . /snap.sh
# start GROUP PROGRAM ARGUMENTS…: runs it in a group that is there; $! is its pid
start() { g=$1; shift; sh -c 'echo 0 > "$0/cgroup.procs"; exec "$@"' "$cg/$g" "$@" & }
# watch NAME PID SECONDS
watch() { sleep 2; snap "$1" 0 "$2"; sleep "$3"; snap "$1" 1 "$2"; kill "$2"; wait "$2" 2>/dev/null; }

v2() {
  mount -t cgroup2 none /sys/fs/cgroup; cg=/sys/fs/cgroup
  echo "+cpu +memory +pids" > $cg/cgroup.subtree_control
  mkdir $cg/api; echo "20000 100000" > $cg/api/cpu.max
  start api /burn -workers 4 -for 90s; watch v2-leaf $! 15
  mkdir $cg/pod; echo +cpu > $cg/pod/cgroup.subtree_control; mkdir $cg/pod/app; echo "300000 100000" > $cg/pod/cpu.max
  start pod/app /burn -workers 8 -for 90s; watch v2-parent $! 13
  mkdir $cg/three; echo "300000 100000" > $cg/three/cpu.max
  start three /burn -workers 2 -busy 20ms -for 90s; watch v2-three $! 14
  start three /burn-old -workers 2 -busy 20ms -for 90s; watch v2-three-old $! 14
  mkdir $cg/free $cg/others
  start free /burn -workers 1 -busy 5ms -for 90s; watch v2-free $! 4
  echo 1 > $cg/free/cpu.weight
  start others /burn -workers 24 -for 90s; others=$!
  start free /burn -workers 1 -for 90s; watch v2-neighbours $! 6
  kill $others
  start free /burn -workers 24 -for 90s; watch v2-own-threads $! 6
}

# version 2, and the second program only: give one that an older Go built
older() {
  mount -t cgroup2 none /sys/fs/cgroup; cg=/sys/fs/cgroup
  echo "+cpu" > $cg/cgroup.subtree_control
  mkdir $cg/three; echo "300000 100000" > $cg/three/cpu.max
  start three /burn-old -workers 2 -busy 20ms -for 90s; watch v2-three-122 $! 14
}

hybrid() {
  mount -t tmpfs none /sys/fs/cgroup; mkdir /sys/fs/cgroup/cpu,cpuacct /sys/fs/cgroup/unified
  mount -t cgroup -o cpu,cpuacct cgroup /sys/fs/cgroup/cpu,cpuacct; mount -t cgroup2 none /sys/fs/cgroup/unified
  cg=/sys/fs/cgroup/cpu,cpuacct
  mkdir -p $cg/pod/app; echo 200000 > $cg/pod/cpu.cfs_quota_us
  start pod/app /burn -workers 8 -for 90s; watch hybrid-parent $! 12
  start pod/app env GOMAXPROCS=2 /burn -workers 8 -for 90s; watch hybrid-parent-env $! 12
  mkdir -p $cg/kubepods/burstable/pod7/app; echo 150000 > $cg/kubepods/burstable/pod7/cpu.cfs_quota_us
  echo 110000 > $cg/kubepods/burstable/pod7/app/cpu.cfs_quota_us
  start kubepods/burstable/pod7/app env GOMAXPROCS=6 /burn -workers 8 -for 90s; watch hybrid-env $! 12
  mkdir -p $cg/node/pod9/app; echo 200000 > $cg/node/cpu.cfs_quota_us
  start node/pod9/app /burn -workers 2 -busy 20ms -for 90s; watch hybrid-deep $! 12
  mkdir $cg/light; echo 300000 > $cg/light/cpu.cfs_quota_us
  start light /burn -workers 2 -busy 20ms -for 90s; watch hybrid-light $! 13
  mkdir $cg/low; echo 2 > $cg/low/cpu.shares
  /burn -workers 24 -for 60s & others=$!
  start low /burn -workers 2 -busy 50ms -for 90s; watch hybrid-neighbours $! 6
  kill $others
}

clock() {
  for source in $(cat $clocks/available_clocksource); do
    echo "$source" > $clocks/current_clocksource
    /burn -workers 1 -busy 5ms -for 60s & pid=$!
    sleep 2; snap "clock-$source" 0 $pid; kill $pid; wait $pid 2>/dev/null
  done
}

for scene in $(sed -n 's/.*scenes=\([^ ]*\).*/\1/p' /proc/cmdline | tr , ' '); do $scene; done
cd $OUT; echo BEGIN; tar czf - . | base64; echo END
poweroff -f
