#!/bin/sh
# the pid that the start script wrote, and what runs there
pid=$(cat /run/model.pid) || exit 1
# decoy: process-boundary/cargo-cult-ps-grep
[ "$(readlink "/proc/$pid/exe")" = /usr/bin/python3.13 ] && pgrep -x model-server
