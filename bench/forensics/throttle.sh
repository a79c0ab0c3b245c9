#!/bin/sh
# Compares the throttled time that ./demarc identify pid:N reports with the kernel's own counter before and after. The process burns for
# 14 s under a quota of 20 ms in 100 ms, well inside of the watch, so that both see all of it. Needs root and the cpu controller,
# version 1 or 2. Ends 1 when they differ by more than 1 %, or the rule does not fire. DEMARC names another way to start it.
set -eu
cd "$(dirname -- "$0")/../.."
command -v python3 >/dev/null || { echo "bench/forensics/throttle.sh: python3 is missing" >&2; exit 2; }
demarc=${DEMARC:-./demarc}
$demarc --version >/dev/null # builds when needed
exec python3 - "$demarc" <<'END'
import json, os, re, subprocess, sys, time

demarc = sys.argv[1].split()
old = os.path.exists("/sys/fs/cgroup/cpu/cpu.cfs_quota_us")
top = "/sys/fs/cgroup/cpu" if old else "/sys/fs/cgroup"
group = f"{top}/demarc-bench-{os.getpid()}"
BURN = """
import os, time, sys
sys.stdin.readline()
children = [os.fork() for _ in range(3)]
end = time.monotonic() + 14
while time.monotonic() < end: pass
if 0 in children[:1] or not all(children): os._exit(0)
for child in children: os.waitpid(child, 0)
sys.stdin.readline()
"""

def write(name, text):
    with open(f"{group}/{name}", "w") as file:
        file.write(text)

def counters():
    with open(group + "/cpu.stat") as file:
        stat = dict(line.split() for line in file)
    nanos = int(stat["throttled_time"]) if "throttled_time" in stat else int(stat["throttled_usec"]) * 1000
    return int(stat["nr_periods"]), int(stat["nr_throttled"]), nanos / 1e9

os.mkdir(group)
burner = None
try:
    if old:
        write("cpu.cfs_quota_us", "20000")
    else:
        write("cpu.max", "20000 100000")
    burner = subprocess.Popen([sys.executable, "-c", BURN], stdin=subprocess.PIPE,
                              preexec_fn=lambda: write("cgroup.procs", "0"))
    time.sleep(2)
    before = counters()
    watch = subprocess.Popen(demarc + ["identify", f"pid:{burner.pid}", "--for", "24s", "--format", "json", "--fail-on", "never"],
                             stdout=subprocess.PIPE)
    time.sleep(5)
    burner.stdin.write(b"\n")
    burner.stdin.flush()
    report = json.loads(watch.communicate()[0])
    after = counters()
    kernel = [b - a for a, b in zip(before, after)]
    found = [one for one in report["findings"] if one["rule"] == "cpu-quota/throttled"]
    if not found:
        sys.exit("cpu-quota/throttled did not fire: " + json.dumps(report["undecided"] + report["ruledOut"]))
    text = next(one["text"] for one in found[0]["evidence"] if "of the watch" in one["text"])
    throttled, periods = (int(re.search(name + r" (\d+)", text)[1]) for name in ("nr_throttled", "nr_periods"))
    number, unit = re.search(r"stopped ([\d.]+) (s|ms)", text).groups()
    said = float(number) / (1 if unit == "s" else 1000)
    print(f"kernel    nr_throttled {kernel[1]}, nr_periods {kernel[0]}, throttled {kernel[2]:.3f} s")
    print(f"identify  nr_throttled {throttled}, nr_periods {periods}, throttled {said:.3f} s  ({found[0]['severity']})")
    off = abs(said - kernel[2]) / kernel[2] * 100
    print(f"off by    {off:.2f} %")
    sys.exit(0 if off <= 1 and (throttled, periods) == (kernel[1], kernel[0]) else 1)
finally:
    if burner:
        burner.kill()
        burner.wait()
    for _ in range(50):
        try:
            os.rmdir(group)
            break
        except OSError:
            time.sleep(0.1)
END
