#!/bin/sh
# snap NAME INDEX PID: copies what CgroupShot and SchedulingShot take of one process, where no Java runs (BusyBox sh).
# The result is a bundle: $OUT/NAME/bundle.txt, INDEX/…, INDEX.links.
snap() {
  home=$OUT/$1; into=$home/$2; pid=$3
  mkdir -p "$into"
  [ -f "$home/bundle.txt" ] || printf 'demarc-bundle 1\ntarget pid:%s\npids %s\n' "$pid" "$pid" > "$home/bundle.txt"
  echo "sample $2 $(date -u +%Y-%m-%dT%H:%M:%SZ)" >> "$home/bundle.txt"
  copy() { mkdir -p "$into/${1%/*}"; cat "/$1" > "$into/$1" 2>/dev/null || rm -f "$into/$1"; }
  mounts() { mkdir -p "$into/proc/$1"; grep -E ' - cgroup2? ' "/proc/$1/mountinfo" > "$into/proc/$1/mountinfo"; }
  copy proc/uptime
  mounts self; mounts "$pid"
  for link in self/ns/cgroup "$pid/ns/mnt"; do echo "proc/$link -> $(readlink "/proc/$link")"; done > "$home/$2.links"
  for f in cgroup status; do copy "proc/$pid/$f"; done
  for t in /proc/"$pid"/task/*; do
    tid=${t##*/}
    copy "proc/$pid/task/$tid/schedstat"; copy "proc/$pid/task/$tid/stat"; copy "proc/$tid/timerslack_ns"
  done
  for f in current available; do copy "sys/devices/system/clocksource/clocksource0/${f}_clocksource"; done
  copy sys/devices/system/cpu/online
  group=sys/fs/cgroup$(sed -n 's/^0:://p' "/proc/$pid/cgroup")
  while :; do
    for f in cpu.stat cpu.stat.local cpu.max cpu.max.burst cpu.pressure memory.max memory.current pids.max; do copy "$group/$f"; done
    [ "$group" = sys/fs/cgroup ] && break
    group=${group%/*}
  done
}
