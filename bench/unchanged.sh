#!/bin/sh
# How long ./demarc pipeline run examples/returns takes when nothing changed since the run before: wall time, best and middle of N
# runs (default 7). Ends 1 when the best is not under 2 s. It works on a clone, so the tree may be dirty.
set -eu
cd "$(dirname -- "$0")/.."
command -v python3 >/dev/null || { echo "bench/unchanged.sh: python3 is missing (apt-get install python3)" >&2; exit 2; }
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
git clone -q . "$scratch/clone"
export XDG_CONFIG_HOME="$scratch/config"
./demarc pipeline run "$scratch/clone/examples/returns" >/dev/null # builds when needed, and fills the cache
python3 - "${1:-7}" "$PWD/demarc" "$scratch/clone" <<'END'
import subprocess, sys, time

taken = []
for _ in range(int(sys.argv[1])):
    began = time.perf_counter()
    subprocess.run([sys.argv[2], "pipeline", "run", "examples/returns"], cwd=sys.argv[3], stdout=subprocess.DEVNULL, check=True)
    taken.append(time.perf_counter() - began)
taken.sort()
print(f"pipeline run, nothing changed  best {taken[0]:.2f} s   middle {taken[len(taken) // 2]:.2f} s")
sys.exit(0 if taken[0] < 2 else 1)
END
