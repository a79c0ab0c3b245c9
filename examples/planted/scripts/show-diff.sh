#!/bin/bash
set -e
# decoy: format-gate/gate-version-dependent
test -z "$(gofmt -d .)"
gofmt -d . | tee diff.txt
