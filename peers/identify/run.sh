#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Runs gosec, noctx and usetesting beside demarc identify on five large modules, and compares what
# they say where they cover the same thing. Needs go and python3, installs the peers into a folder
# of its own, and takes about half an hour on two cores, most of it for the type checks of the peers.
#
#   peers/identify/run.sh [WORK]      WORK keeps modules, tools and results; default ~/.cache/demarc-peers
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:-${XDG_CACHE_HOME:-$HOME/.cache}/demarc-peers}
mkdir -p "$work/bin" "$work/modules" "$work/out"

for tool in go python3; do
  command -v "$tool" > /dev/null || {
    echo "peers: $tool is missing: apt-get install $([ "$tool" = go ] && echo golang || echo python3)" >&2
    exit 3
  }
done

peer() { # NAME PACKAGE@VERSION
  [ -x "$work/bin/$1" ] || GOBIN="$work/bin" GOFLAGS=-mod=mod go install "$2"
}
peer gosec github.com/securego/gosec/v2/cmd/gosec@v2.28.0
peer noctx github.com/sonatard/noctx/cmd/noctx@v0.5.1
peer usetesting github.com/ldez/usetesting/cmd/usetesting@v0.5.0

grep -v '^#' "$here/modules.txt" | while read -r module version name; do
  if [ ! -d "$work/modules/$name" ]; then
    source=$(cd "$work" && go mod download -json "$module@$version" |
      python3 -c 'import json, sys; print(json.load(sys.stdin)["Dir"])')
    cp -r "$source" "$work/modules/$name"
    chmod -R u+w "$work/modules/$name"
  fi
  echo "$name" >&2
  cd "$work/modules/$name"
  [ -s "$work/out/$name.gosec.json" ] ||
    "$work/bin/gosec" -include=G112,G114 -fmt=json -no-fail -out="$work/out/$name.gosec.json" \
      ./... > "$work/out/$name.gosec.log" 2>&1
  # go vet ends 1 when its tool has something to say, and says nothing of what the same tool has
  # vetted before, even if nobody kept that: each run has a copy of the tool that differs
  [ -s "$work/out/$name.noctx.txt" ] || {
    { cat "$work/bin/noctx"; date; } > "$work/bin/noctx-once"
    chmod +x "$work/bin/noctx-once"
    go vet -vettool="$work/bin/noctx-once" ./... > "$work/out/$name.noctx.txt" 2>&1 || :
  }
  [ -s "$work/out/$name.usetesting.txt" ] ||
    "$work/bin/usetesting" -ossetenv -oschdir ./... > "$work/out/$name.usetesting.txt" 2>&1 || :
  "$root/demarc" identify . --maturity sandbox --fail-on never --format json \
    > "$work/out/$name.demarc.json"
done

python3 "$here/compare.py" "$here" "$work"
