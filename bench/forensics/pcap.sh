#!/bin/sh
# Packets: ./demarc identify FILE against tshark's handshake filter on 60,000 packets, whole commands, the best of N runs in turn (default 5),
# then one file of 1 GB with -Xmx128m. Both are many copies of captures/tls/cache.pcap with other addresses, ports and times; the counts of classes are checked.
# Ends 1 when demarc is not 5 times as fast as tshark, reads less than 100 MB a second, or counts wrong. DEMARC names another command than ./demarc.
set -eu
cd "$(dirname -- "$0")/../.."
command -v tshark >/dev/null || { echo "bench/forensics/pcap.sh: tshark is missing (apt-get install tshark)" >&2; exit 2; }
"${DEMARC:=./demarc}" --version >/dev/null # builds when needed
export DEMARC
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 bench/forensics/pcap_copies.py evidence/src/test/captures/tls/cache.pcap "$scratch/small.pcap" 174
python3 bench/forensics/pcap_copies.py evidence/src/test/captures/tls/cache.pcap "$scratch/large.pcap" 9600
python3 - "$scratch" "${1:-5}" <<'END'
import json, os, subprocess, sys, time

scratch, runs = sys.argv[1], int(sys.argv[2])
demarc = os.environ["DEMARC"]
RESUMED = 22  # of one copy

def run(command, **env):
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **env})
    out = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss / 1024, out

def resumed(out):
    return sum(one["count"] for one in json.loads(out)["subjects"] if one["class"] == "resumed")

small, large = scratch + "/small.pcap", scratch + "/large.pcap"
ours, theirs = [], []
for _ in range(runs):
    ours.append(run([demarc, "identify", "--format", "json", small]))
    theirs.append(run(["tshark", "-r", small, "-Y", "tls.handshake"]))
fast, slow = min(ours), min(theirs)
ratio = slow[0] / fast[0]
right = resumed(fast[2]) == 174 * RESUMED
print(f"60,204 packets, {os.path.getsize(small) / 1e6:.0f} MB: demarc {fast[0]:.2f} s, tshark {slow[0]:.2f} s ({len(slow[2].splitlines())} lines): {ratio:.1f} times as fast; {'counts right' if right else 'COUNTS WRONG'}")
took, memory, out = run([demarc, "identify", "--format", "json", large], DEMARC_JAVA_OPTS="-Xmx128m")
size = os.path.getsize(large) / 1e6
whole = resumed(out) == 9600 * RESUMED
print(f"{size / 1e3:.2f} GB with -Xmx128m: {took:.1f} s, {size / took:.0f} MB/s, {memory:.0f} MB resident; {'counts right' if whole else 'COUNTS WRONG'}")
sys.exit(0 if ratio >= 5 and size / took >= 100 and right and whole else 1)
END
