#!/bin/sh
# Makes the captures of this folder: make.sh [SCENARIO…]. Each runs in a network of its own, as root, with python3, iproute2 (ss) and
# net-tools (netstat); the sysctls of the host stay as they are.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
if [ "${INSIDE:-}" != yes ]; then
  for scenario in ${*:-stall roomy dualstack closed earlier burst}; do INSIDE=yes unshare -n sh "$0" "$scenario"; done
  exit
fi
cd "$here"
rm -rf "$1"
mkdir "$1"
ip link set lo up

# look: one look, as rules say it in their next step
look() {
  date -u +%FT%TZ
  cat /proc/net/udp /proc/net/udp6 /proc/net/snmp /proc/net/snmp6
}
texts() {
  ss -uanm >"$scenario/ss-$1.txt"
  netstat -su >"$scenario/netstat-$1.txt"
}
scenario=$1

case $scenario in
stall) # the reader pauses 100 ms a second, its buffer holds 9 ms
  look >"$scenario/udp.txt"
  python3 traffic.py 8 10000 1400 100 0 >"$scenario/truth.txt" &
  sleep 1
  texts 1
  sleep 8
  texts 2
  look >>"$scenario/udp.txt"
  ;;
roomy) # the same with a buffer for the pause
  look >"$scenario/udp.txt"
  python3 traffic.py 8 10000 1400 100 4194304 >"$scenario/truth.txt" &
  sleep 1
  texts 1
  sleep 8
  texts 2
  look >>"$scenario/udp.txt"
  ;;
dualstack) # IPv4 to a socket of IPv6: the drops stand in udp6, the counters under Udp
  look >"$scenario/udp.txt"
  python3 traffic.py 6 10000 1400 100 0 v6 >"$scenario/truth.txt" &
  sleep 7
  look >>"$scenario/udp.txt"
  ;;
closed) # the socket is closed before the second look
  look >"$scenario/udp.txt"
  texts 1
  python3 traffic.py 5 10000 1400 200 0 >"$scenario/truth.txt"
  texts 2
  look >>"$scenario/udp.txt"
  ;;
earlier) # drops at the start, none since
  python3 traffic.py 3 10000 1400 200 0 8 >"$scenario/truth.txt" &
  sleep 4.5
  look >"$scenario/udp.txt"
  ss -uanmp | sed 's/pid=[0-9]*/pid=4711/' >"$scenario/ss.txt"
  sleep 5
  look >>"$scenario/udp.txt"
  ;;
burst) # ten looks of ss, 100 ms apart, at a reader that pauses often, and at one that does not
  PERIOD=0.02 python3 traffic.py 4 4000 1400 60 330000 >"$scenario/truth.txt" &
  sleep 1.2
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    ss -uanm >>"$scenario/ss-ten.txt"
    sleep 0.1
  done
  ;;
esac
wait
