#!/bin/sh
# How long ./demarc --version takes, beside the shortest start of Python: wall time, best and middle of N runs (default 30).
# Ends 1 when the best is not under 0.1 s, or over 12 times Python's.
set -eu
cd "$(dirname -- "$0")/.."
command -v python3 >/dev/null || { echo "bench/start.sh: python3 is missing (apt-get install python3)" >&2; exit 2; }
./demarc --version >/dev/null # builds when needed
exec python3 - "${1:-30}" <<'END'
import subprocess, sys, time

def measure(command, runs):
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        taken.append((time.perf_counter() - began) * 1000)
    taken.sort()
    print(f"{' '.join(command):24}  best {taken[0]:6.1f} ms   middle {taken[len(taken) // 2]:6.1f} ms")
    return taken[0]

runs = int(sys.argv[1])
demarc = measure(["./demarc", "--version"], runs)
python = measure(["python3", "-S", "-c", "pass"], runs)
print(f"ratio of the best         {demarc / python:6.1f}")
sys.exit(0 if demarc < 100 and demarc <= 12 * python else 1)
END
