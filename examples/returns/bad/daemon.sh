#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Right answers, wrong manners: besides normalising, it leaves a daemon behind. Two forks and a session of its own take
# it out of every process group and away from its parent, and it ignores SIGTERM. Only a boundary that kills by cgroup
# gets rid of it. The daemon ends by itself after a minute, should somebody run this without one.

setsid bash -c '
  trap "" TERM HUP INT
  (for ((second = 0; second < 60; second++)); do sleep 1; done) &
' < /dev/null > /dev/null 2>&1 &

exec "${0%/*}/../normalize.sh"
