#!/bin/sh
# decoy: clock/cargo-cult-timer-slack
echo 50000 > "/proc/$1/timerslack_ns"
