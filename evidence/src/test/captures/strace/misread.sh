#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes traces of programs/misread, each with the log of the same run: misread.sh OUT. Needs strace and Go with cgo; the older Go comes by GOTOOLCHAIN.
# A folder for each scene; which lines are wrong, and how many, is chance. Half a minute.
set -u
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "$1" && cd "$1" && pwd)
lab=/var/tmp/lab
mkdir -p "$lab" && cd "$lab" || exit 1
(cd "$here/programs" && go build -o "$lab/misread26" ./misread && GOTOOLCHAIN=${OLD_GO:-go1.22.12} GOENV=off go build -o "$lab/misread22" ./misread) || exit 1
all=connect,setsockopt,getsockopt,write

scene() { # NAME OPTIONS PROGRAM...: its trace and its log
  mkdir -p "$out/$1"
  # shellcheck disable=SC2086 # options are words
  timeout 30 strace $2 -s 0 -o "$out/$1/app.strace" "${@:3}" 2>"$out/$1/app.log"
}

TZ=Asia/Kolkata scene second "-f -ttt -k -e trace=$all" ./misread26 second plain
scene second-older "-f -tt -k -e trace=$all" ./misread22 second json
scene second-utc "-f -ttt -k -e trace=$all" ./misread26 second utc
TZ=America/New_York scene two "-f -ttt -k -e trace=$all" ./misread26 two plain
scene two-older "-f -tt -k -e trace=$all" ./misread22 two json
scene locked "-f -ttt -k -e trace=$all" ./misread26 locked utc
scene own "-f -ttt -k -e trace=$all" ./misread26 own plain
scene other "-f -ttt -k -e trace=$all" ./misread26 other plain
scene unwritten "-f -ttt -k -e trace=connect,setsockopt" ./misread26 second plain
scene unstacked "-f -ttt -e trace=$all" ./misread26 second plain
scene unstacked-two "-f -ttt -e trace=$all" ./misread26 two plain
scene go "-f -ttt -k -e trace=$all" ./misread26 go json
mkdir -p "$out/attached" # for a part of the time of a log
./misread26 second plain 40 2>"$out/attached/app.log" &
job=$!
sleep 1
timeout 2 strace -f -ttt -k -s 0 -e trace=$all -o "$out/attached/app.strace" -p $job 2>/dev/null
wait $job
mkdir -p "$out/another" # two of one kind, at one time: the trace of one, the log of the other
./misread26 second plain 20 2>"$out/another/app.log" &
job=$!
timeout 30 strace -f -ttt -k -s 0 -e trace=$all -o "$out/another/app.strace" ./misread26 second plain 2>/dev/null
wait $job
