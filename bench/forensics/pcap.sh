#!/bin/sh
# Packets: ./demarc identify FILE against tshark's handshake filter on 60,000 packets, whole commands, the best of N runs in turn (default 5),
# the same with ten times as many, then one file of 1 GB with -Xmx128m. Both write text. All files are many copies of captures/tls/cache.pcap with other addresses, ports and times; the counts of classes are checked.
# Ends 1 when demarc is not 5 times as fast as tshark, reads less than 100 MB a second, or counts wrong. DEMARC names another command than ./demarc.
set -eu
cd "$(dirname -- "$0")/../.."
command -v tshark >/dev/null || { echo "bench/forensics/pcap.sh: tshark is missing (apt-get install tshark)" >&2; exit 2; }
"${DEMARC:=./demarc}" --version >/dev/null # builds when needed
export DEMARC
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
for copies in 174 1740 9600; do
  python3 bench/forensics/pcap_copies.py evidence/src/test/captures/tls/cache.pcap "$scratch/$copies.pcap" $copies
done
python3 - "$scratch" "${1:-5}" <<'END'
import json, os, subprocess, sys, time

scratch, runs = sys.argv[1], int(sys.argv[2])
demarc = os.environ["DEMARC"]
PACKETS, RESUMED = 346, 22  # of one copy

def run(command, **env):
    """Seconds, seconds of CPU, MB resident, output."""
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **env})
    out = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, out

def file(copies):
    return f"{scratch}/{copies}.pcap"

def size(copies):
    return os.path.getsize(file(copies)) / 1e6

def right(copies):
    out = run([demarc, "identify", "--format", "json", file(copies)])[3]
    resumed = sum(one["count"] for one in json.loads(out)["subjects"] if one["class"] == "resumed")
    print(f"  resumed {resumed}, made {copies * RESUMED}")
    return resumed == copies * RESUMED

def compare(copies, runs):
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(run([demarc, "identify", file(copies)]))
        theirs.append(run(["tshark", "-r", file(copies), "-Y", "tls.handshake"]))
    fast, slow = min(ours), min(theirs)
    ratio = slow[0] / fast[0]
    print(f"{copies * PACKETS} packets, {size(copies):.0f} MB: demarc {fast[0]:.2f} s ({fast[1]:.2f} of CPU), tshark {slow[0]:.2f} s ({slow[1]:.2f}): {ratio:.1f} times as fast")
    return ratio

ratio = compare(174, runs)
good = right(174)
compare(1740, max(1, runs // 2))
took, cpu, memory, _ = run([demarc, "identify", file(9600)], DEMARC_JAVA_OPTS="-Xmx128m")
speed = size(9600) / took
print(f"{size(9600) / 1e3:.2f} GB with -Xmx128m: {took:.1f} s ({cpu:.1f} of CPU), {speed:.0f} MB/s, {memory:.0f} MB resident")
good &= right(9600)
sys.exit(0 if ratio >= 5 and speed >= 100 and good else 1)
END
