#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Time and memory of ./demarc identify on a large module, beside golangci-lint and gosec with the checks that come nearest.
# Whole commands in one run: demarc without its cache, and each peer with its own cache empty; dependencies are downloaded before.
# The peers are timed twice: with Go's build cache as it is after one build (their best case), and with an empty one.
#
#   bench/identify.sh [WORK]     WORK as in peers/identify/run.sh; the module is client-go
#
# Ends 1 when demarc is not at least 20 times faster than either peer in its best case, takes over 1 GB, or over 0.5 s when nothing changed.
set -eu
cd "$(dirname -- "$0")/.."
work=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/demarc-peers}
for tool in go python3; do
  command -v "$tool" >/dev/null || { echo "bench/identify.sh: $tool is missing" >&2; exit 2; }
done
peer() { [ -x "$work/bin/$1" ] || GOBIN="$work/bin" GOFLAGS=-mod=mod go install "$2"; }
mkdir -p "$work/bin" "$work/modules"
peer gosec github.com/securego/gosec/v2/cmd/gosec@v2.28.0
peer golangci-lint github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0
if [ ! -d "$work/modules/client-go" ]; then
  from=$(cd "$work" && go mod download -json k8s.io/client-go@v0.37.2 | python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')
  cp -r "$from" "$work/modules/client-go"
  chmod -R u+w "$work/modules/client-go"
fi
(cd "$work/modules/client-go" && go build ./... && go vet ./... >/dev/null 2>&1 || :)
./demarc --version >/dev/null # builds when needed
exec python3 - "$work" "$PWD/demarc" <<'END'
import os, resource, shutil, subprocess, sys, tempfile, time

work, demarc = sys.argv[1:]
tree = f"{work}/modules/client-go"
linters = "gosec,noctx,usetesting,bodyclose"

def run(command, **env):
    """Wall time in seconds and the largest resident set of the command in MB."""
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=tree, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, **env})
    _, status, usage = os.wait4(child.pid, 0)
    return time.perf_counter() - began, usage.ru_maxrss / 1024

def best(name, make, runs):
    taken = [make() for _ in range(runs)]
    seconds = min(t for t, _ in taken)
    memory = max(m for _, m in taken)
    print(f"{name:58} {seconds:8.2f} s {memory:8.0f} MB", flush=True)
    return seconds, memory

def peer(command, cold):
    with tempfile.TemporaryDirectory() as own:
        env = {"GOLANGCI_LINT_CACHE": f"{own}/lint"}
        if cold:
            env["GOCACHE"] = f"{own}/go"
        return run(command, **env)

identify = [demarc, "identify", ".", "--maturity", "sandbox", "--fail-on", "never"]
gosec = [f"{work}/bin/gosec", "-quiet", "-no-fail", "./..."]
golangci = [f"{work}/bin/golangci-lint", "run", "--no-config", "--default=none", "--enable", linters, "--issues-exit-code=0", "./..."]

cold, memory = best("demarc identify --no-cache", lambda: run(identify + ["--no-cache"]), 3)
run(identify)
warm, _ = best("demarc identify, nothing changed", lambda: run(identify), 5)
ok = memory <= 1024 and warm <= 0.5
for name, command in (("golangci-lint " + linters, golangci), ("gosec", gosec)):
    easy, _ = best(f"{name}, build cache warm", lambda: peer(command, False), 1)
    hard, _ = best(f"{name}, build cache empty", lambda: peer(command, True), 1)
    print(f"{'  times slower than demarc':58} {easy / cold:8.1f}   {hard / cold:8.1f}")
    ok &= easy >= 20 * cold
sys.exit(0 if ok else 1)
END
