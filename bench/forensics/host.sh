#!/bin/sh
# How long ./demarc identify host takes for one look, beside ps -eLf, with 500 more processes in a cgroup of their own: best of N runs
# each (default 7), in turn. Needs root for the cgroup (without it the processes share the script's). Ends 1 when it is over 5 times ps.
# DEMARC names another way to start it.
set -eu
cd "$(dirname -- "$0")/../.."
for tool in python3 ps; do command -v "$tool" >/dev/null || { echo "bench/forensics/host.sh: $tool is missing" >&2; exit 2; }; done
demarc=${DEMARC:-./demarc}
$demarc --version >/dev/null # builds when needed
exec python3 - "$demarc" "${1:-7}" <<'END'
import os, resource, subprocess, sys, time

demarc, runs = sys.argv[1].split(), int(sys.argv[2])
roots = [one for one in ("/sys/fs/cgroup/cpu", "/sys/fs/cgroup") if os.path.exists(one + "/cgroup.procs")]
group = f"{roots[0]}/demarc-bench-{os.getpid()}" if roots else ""
try:
    os.mkdir(group)
except OSError as problem:
    print(f"no cgroup of their own: {problem}")
    group = ""

def join():
    if group:
        with open(group + "/cgroup.procs", "w") as procs:
            procs.write("0")

def measure(command):
    """Wall and processor time of a command, in milliseconds; the second knows no neighbours."""
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return (time.perf_counter() - began) * 1000, used * 1000

sleepers = []
try:
    for _ in range(500):
        sleepers.append(subprocess.Popen(["sleep", "600"], preexec_fn=join, stdout=subprocess.DEVNULL))
    time.sleep(1)
    identify = demarc + ["identify", "host", "--for", "0", "--fail-on", "never"]
    peer = ["ps", "-eLf"]
    measure(identify), measure(peer)
    taken = [(measure(identify), measure(peer)) for _ in range(runs)]
    ours, theirs = (min(one[i][0] for one in taken) for i in (0, 1))
    our_cpu, their_cpu = (min(one[i][1] for one in taken) for i in (0, 1))
    seen = len([one for one in os.listdir("/proc") if one.isdigit()])
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"processes                 {seen}")
    print(f"identify host --for 0     best {ours:6.1f} ms   processor time {our_cpu:6.1f} ms")
    print(f"ps -eLf                   best {theirs:6.1f} ms   processor time {their_cpu:6.1f} ms")
    print(f"ratio                     {ours / theirs:6.1f}   largest resident set {memory} MB")
finally:
    for one in sleepers:
        one.kill()
    for one in sleepers:
        one.wait()
    if group:
        time.sleep(0.2)
        os.rmdir(group)
sys.exit(0 if ours <= 5 * theirs else 1)
END
