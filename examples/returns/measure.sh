#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# Counts what becomes of every row of 1,000 merchants' files: with nothing before normalize.sh, and behind the boundary.
# Exit code 0 when every promise of the example holds, 1 when one is broken, 2 usage, 3 something is missing.

set -u

usage() {
  cat <<'TEXT'
Usage: examples/returns/measure.sh [--seed N] [--files N] [--keep DIR]
  --seed N    seed of the generator; default 20240615, the same seed gives the same bytes
  --files N   number of merchants' files, 20 to 9999; default 1000
  --keep DIR  keep files, truth, outputs, records and rejected.tsv in DIR, which must be empty or new
TEXT
}

fail() {   # CODE TEXT
  echo "measure: $2" >&2
  exit "$1"
}

seed=20240615
files=1000
keep=''
while [ $# -gt 0 ]; do
  case $1 in
    --seed | --files | --keep)
      [ $# -ge 2 ] || { usage >&2; exit 2; }
      case $1 in
        --seed) seed=$2 ;;
        --files) files=$2 ;;
        --keep) keep=$2 ;;
      esac
      shift 2 ;;
    -h | --help) usage; exit 0 ;;
    *) usage >&2; exit 2 ;;
  esac
done
[[ $seed =~ ^[0-9]{1,18}$ ]] || fail 2 "--seed $seed is no number"
[[ $files =~ ^[0-9]{2,4}$ ]] || fail 2 "--files $files is no number from 20 to 9999"

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
demarc=${DEMARC:-$root/demarc}

command -v go > /dev/null ||
  fail 3 'Go is missing: it builds the generator and the score. Install it: apt-get install golang-go (Debian, Ubuntu), dnf install golang (Fedora), brew install go (macOS); 1.24 or newer'
command -v awk > /dev/null || fail 3 'awk is missing: normalize.sh needs one. Install it: apt-get install mawk (Debian, Ubuntu)'
command -v xargs > /dev/null || fail 3 'xargs is missing. Install it: apt-get install findutils (Debian, Ubuntu)'
[ -x "$demarc" ] || fail 3 "$demarc is missing: run this from a checkout of Demarc"

if [ -n "$keep" ]; then
  mkdir -p "$keep" || exit 3
  [ -z "$(ls -A "$keep")" ] || fail 2 "--keep $keep is not empty"
  work=$(cd "$keep" && pwd)
else
  work=$(mktemp -d) || exit 3
  trap 'rm -rf "$work"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
fi
mkdir "$work/ungoverned" "$work/governed" "$work/tool" || exit 3

export GOTOOLCHAIN=local GOWORK=off   # nothing is fetched: an older Go says that it is too old
[ -n "${HOME:-}${GOCACHE:-}${XDG_CACHE_HOME:-}" ] || export GOCACHE=$work/tool/cache
(cd "$here/measure" && go build -o "$work/tool/" ./generate ./score) ||
  fail 3 "the generator does not build with $(go version): Go 1.24 or newer is needed"

"$work/tool/generate" -seed "$seed" -files "$files" -out "$work" || exit 3

# Without a boundary: what orderd does, with the environment that it gives.
echo 'ungoverned: normalize.sh over every file ...' >&2
export script=$here/normalize.sh output=$work/ungoverned
find "$work/files" -name '*.csv' -print0 | sort -z | xargs -0 -n 50 -P 4 bash -c '
  for file; do
    to=$output/${file##*/}
    env -i PATH=/usr/local/bin:/usr/bin:/bin LC_ALL=C.UTF-8 "$script" < "$file" > "$to.out" 2> "$to.err"
    echo $? > "$to.exit"
  done
' each || exit 3

echo "ungoverned: $SECONDS s since the start" >&2

# With the boundary. 65: some files were refused, as they must be.
echo 'governed: the same files through the contract ...' >&2
find "$work/files" -name '*.csv' | sort > "$work/list"
"$demarc" run "$here/contract.yaml" --files-from "$work/list" --out "$work/governed" --concurrency 4 > "$work/run.log" 2>&1
code=$?
echo "governed: $SECONDS s since the start" >&2
if [ ! -s "$work/governed/records.ndjson" ]; then
  tail -n 20 "$work/run.log" >&2
  fail 3 "demarc run ended with exit code $code and without records"
fi
[ "$code" = 0 ] || [ "$code" = 65 ] ||
  echo "governed: demarc run ended with exit code $code: $(tail -n 1 "$work/run.log")" >&2

"$work/tool/score" -data "$work" -ungoverned "$work/ungoverned" -governed "$work/governed" -rejected "$work/rejected.tsv"
code=$?
rm -rf "$work/tool"
[ -z "$keep" ] || echo "kept: $work" >&2
exit "$code"
