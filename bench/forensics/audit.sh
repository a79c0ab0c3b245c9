#!/bin/sh
# An audit.log of 1,000,000 lines, one in 20 a SECCOMP record: ./demarc identify FILE with -Xmx128m against an awk that only counts the fields of each
# line, whole commands, the best of N runs in turn (default 5). No bound is set for
# it: it ends 1 when demarc counts wrong or needs more than 256 MB. DEMARC names another command.
set -eu
cd "$(dirname -- "$0")/../.."
"${DEMARC:=./demarc}" --version >/dev/null # builds when needed
export DEMARC
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 - "$scratch/audit.log" <<'END'
import sys
with open(sys.argv[1], "w") as out:
    for i in range(1_000_000):
        stamp = f"msg=audit({1795417520 + i // 1000}.{i % 1000:03}:{i + 1}): "
        if i % 20 == 0:
            out.write(f'type=SECCOMP {stamp}auid=4294967295 uid=0 gid=0 ses=4294967295 pid={1000 + i % 500} comm="app" exe="/app" sig=0 arch=c000003e syscall=288 compat=0 ip=0x4031ee code=0x50000\n')
        else:
            out.write(f'type=SYSCALL {stamp}arch=c000003e syscall=41 success=yes exit=3 a0=10 a1=3 a2=9 a3=0 items=0 ppid=1 pid=900 auid=4294967295 uid=0 gid=0 euid=0 suid=0 fsuid=0 tty=(none) ses=1 comm="api" exe="/srv/api" key="sockets"\n')
END
python3 - "$scratch/audit.log" "${1:-5}" <<'END'
import json, os, subprocess, sys, time

log, runs = sys.argv[1], int(sys.argv[2])

def run(command, **env):
    began = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, **env})
    out = child.stdout.read()
    _, _, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss / 1024, out

ours, theirs = [], []
for _ in range(runs):
    ours.append(run([os.environ["DEMARC"], "identify", "--format", "json", log], DEMARC_JAVA_OPTS="-Xmx128m"))
    theirs.append(run(["awk", "{n += NF} END {print n}", log]))
fast, slow = min(ours), min(theirs)
report = json.loads(fast[2])
right = [one["count"] for one in report["subjects"] if one["class"] == "errno"] == [50_000] and any(one["class"] == "gapless" for one in report["subjects"])
ratio = fast[0] / slow[0]
print(f"1,000,000 lines, {os.path.getsize(log) / 1e6:.0f} MB: demarc {fast[0]:.2f} s, {fast[1]:.0f} MB resident; awk {slow[0]:.2f} s: {ratio:.2f} times as long; {'counts right' if right else 'COUNTS WRONG'}")
sys.exit(0 if fast[1] <= 256 and right else 1)
END
