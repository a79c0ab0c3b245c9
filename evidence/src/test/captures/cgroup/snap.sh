#!/bin/sh
# snap NAME INDEX PID: copies what CgroupShot, ProcessShot and SchedulingShot take of one process, where no Java runs (BusyBox sh).
# The result is a bundle: $OUT/NAME/bundle.txt, INDEX/…, INDEX.links. The lines about an executable come from a file beside it.
snap() {
  home=$OUT/$1; into=$home/$2; pid=$3
  mkdir -p "$into/proc/$pid" "$into/demarc/exe"
  [ -f "$home/bundle.txt" ] || printf 'demarc-bundle 1\ntarget pid:%s\npids %s\n' "$pid" "$pid" > "$home/bundle.txt"
  echo "sample $2 $(date -u +%Y-%m-%dT%H:%M:%SZ)" >> "$home/bundle.txt"
  copy() { mkdir -p "$into/${1%/*}"; cat "/$1" > "$into/$1" 2>/dev/null || rm -f "$into/$1"; }
  mounts() { mkdir -p "$into/proc/$1"; grep -E ' - cgroup2? ' "/proc/$1/mountinfo" > "$into/proc/$1/mountinfo"; }
  copy proc/uptime
  mounts self; mounts "$pid"
  for link in self/ns/cgroup "$pid/ns/mnt" "$pid/exe"; do echo "proc/$link -> $(readlink "/proc/$link")"; done > "$home/$2.links"
  for f in cgroup status stat; do copy "proc/$pid/$f"; done
  tr '\0' '\n' < "/proc/$pid/environ" | sed '/^GOMAXPROCS=\|^GODEBUG=/!s/=.*//' | tr '\n' '\0' > "$into/proc/$pid/environ"
  cp "$(readlink "/proc/$pid/exe").lines" "$into/demarc/exe/$pid"
  for t in /proc/"$pid"/task/*; do
    tid=${t##*/}
    copy "proc/$pid/task/$tid/schedstat"; copy "proc/$pid/task/$tid/stat"; copy "proc/$tid/timerslack_ns"
  done
  for f in current available; do copy "sys/devices/system/clocksource/clocksource0/${f}_clocksource"; done
  copy sys/devices/system/cpu/online
  old=$(sed -n 's/^[1-9][0-9]*:cpu,cpuacct://p' "/proc/$pid/cgroup")
  if [ -n "$old" ]; then
    groups "sys/fs/cgroup/cpu,cpuacct" "$old" cpu.stat cpu.stat.local cpu.cfs_quota_us cpu.cfs_period_us cpu.cfs_burst_us cpuacct.usage
    groups sys/fs/cgroup/unified "$(sed -n 's/^0:://p' "/proc/$pid/cgroup")" cpu.stat cpu.pressure
  else
    groups sys/fs/cgroup "$(sed -n 's/^0:://p' "/proc/$pid/cgroup")" cpu.stat cpu.stat.local cpu.max cpu.max.burst cpu.pressure memory.max memory.current pids.max
  fi
}
# groups MOUNT PATH FILE…: these files of a group and of all above it
groups() {
  top=$1; group=$1${2%/}; shift 2
  while :; do
    for f in "$@"; do copy "$group/$f"; done
    [ "$group" = "$top" ] && break
    group=${group%/*}
  done
}
