#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# lab.sh NAME WAIT LOOKS MILLISECONDS COMMAND...: runs COMMAND as a service of its own and takes a bundle of it into ./NAME.
# The folder of this script is seen as /srv; build `services` into it first. DEMARC is the command that takes the bundle.
set -eu
if [ "${INSIDE:-}" = "" ]; then
  INSIDE=yes exec unshare -pfmn --mount-proc --cgroup sh "$0" "$@"
fi
name=$1 wait=$2 looks=$3 every=$4
shift 4
out=$PWD/$name
home=$(cd "$(dirname "$0")" && pwd)
ip link set lo up
mount --bind "$home" /srv
(
  for tree in cpu cpuacct pids systemd unified; do
    group=/sys/fs/cgroup/$tree/system.slice/$name.service
    mkdir -p "$group"
    echo 0 > "$group/cgroup.procs"
  done
  cd /srv
  exec env -i PATH=/usr/bin:/bin LANG=C TZ=UTC setsid "$@" < /dev/null > /dev/null 2>&1
) &
sleep "$wait"
${DEMARC:-demarc} capture "pid:$!" --for "$((looks * every / 1000))s" --every "${every}ms" -o "$out"
