#!/usr/bin/env bash
set -euo pipefail

diff_out=$(gofmt -d -s .) # want "format-gate/gate-version-dependent"
if [[ -n "$diff_out" ]]; then
  echo "$diff_out"
  exit 1
fi
