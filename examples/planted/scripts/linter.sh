#!/bin/sh
set -e
git clone --depth 1 https://github.com/example/linter /tmp/linter
# decoy: link-flags/target-missing
(cd /tmp/linter && go build -ldflags "-X main.buildVersion=1.4.0" -o /usr/local/bin/linter .)
