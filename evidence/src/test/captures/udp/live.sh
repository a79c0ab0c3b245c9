#!/bin/sh
# Loads a socket in a network of its own, lets demarc look at the process meanwhile (6 s), and compares: the drops that it reports with the growth of
# the kernel's RcvbufErrors and InErrors in the same time, and the socket's whole count with what sender and reader counted. Ends 1 if any differs.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
demarc=${DEMARC:-$here/../../../../../demarc}
[ "${INSIDE:-}" = yes ] || { INSIDE=yes exec unshare -n sh "$0"; }
ip link set lo up
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$demarc" version >/dev/null 2>&1 || true # built, and its classes are read
python3 "$here/traffic.py" 20 10000 1400 100 0 10 >"$scratch/truth" &
reader=$!
sleep 2
"$demarc" capture "pid:$reader" --for 6s -o "$scratch/bundle" >/dev/null
"$demarc" identify "$scratch/bundle" --format json --fail-on never >"$scratch/report.json"
wait "$reader" & # it stays ten seconds after the last datagram
sleep 14
at_end=$(awk '$2 ~ /:1AAF$/ { print $NF }' /proc/net/udp)
wait
python3 - "$scratch" "$at_end" <<'P'
import glob
import json
import re
import sys

scratch, at_end = sys.argv[1], int(sys.argv[2])
lost = int(re.search(r"lost: (\d+)", open(scratch + "/truth").read()).group(1))
report = json.load(open(scratch + "/report.json"))
said = [f["message"] for f in report["findings"] if f["rule"] == "udp-loss/socket-dropping"]
reported = int(re.search(r"dropped (\d+) datagrams", said[0]).group(1))


def counters(sample):
    for path in glob.glob(scratch + "/bundle/%d/proc/*/net/snmp" % sample):
        names, values = [line.split()[1:] for line in open(path) if line.startswith("Udp: ")]
        count = dict(zip(names, map(int, values)))
        if count["OutDatagrams"]:
            return count


first, last = counters(0), counters(1)
kernel = {name: last[name] - first[name] for name in ("RcvbufErrors", "InErrors")}
print("demarc said: %d dropped; the kernel's RcvbufErrors grew by %d, InErrors by %d" % (reported, kernel["RcvbufErrors"], kernel["InErrors"]))
print("in all: the socket counts %d dropped; sender and reader count %d lost" % (at_end, lost))
print(said[0])
sys.exit(0 if abs(reported - kernel["RcvbufErrors"]) <= reported // 1000 and at_end == lost else 1)
P
