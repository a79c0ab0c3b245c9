#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes the captures of this folder anew: make.sh [OUT]. Needs strace, systemd-socket-activate, curl, gcc, python3 and Go; the older Go comes by
# GOTOOLCHAIN. About three minutes, on loopback, ports 28600 to 28660. Pids and times differ from run to run, what is found does not.
set -u
here=$(cd "$(dirname "$0")" && pwd)
out=$(mkdir -p "${1:-$here}" && cd "${1:-$here}" && pwd)
lab=/var/tmp/lab
old=${OLD_GO:-go1.22.12}
mkdir -p "$lab"
cd "$lab" || exit 1
calls=accept4,accept,close,bind,listen,socket,fcntl,dup,dup3,dup2,execve,getsockopt,epoll_ctl,shutdown,clone,clone3,vfork,kill,exit_group
calls=$calls,pidfd_open,pipe2,setsockopt,openat,read,write,getsockname,close_range,sched_getaffinity
port=28600

build() { # VERSION-SUFFIX, in the environment of its Go
  for p in sa blk cgo clock mkdir; do
    (cd "$here/programs" && go build -o "$lab/$p$1" "./$p") || exit 1
  done
}
build 26
GOTOOLCHAIN=$old GOENV=off build 22
gcc -O1 -o novdso "$here/programs/novdso.c" && gcc -O1 -o refuse "$here/programs/refuse.c" || exit 1
cp "$here/programs/other.py" .

first() { sed -n '1s/ .*//p' "$1"; }

activated() { # NAME PROGRAM MODE [OPTIONS]: a service, requests, SIGUSR2, more requests
  port=$((port + 1))
  echo "$1"
  env -i PATH=/usr/bin:/bin timeout 15 systemd-socket-activate -l 127.0.0.1:$port strace -D -f -tt -yy -s 0 ${4:-} -o "$out/$1.strace" \
    -e trace=$calls "$lab/$2" "$3" 127.0.0.1:$port >/dev/null 2>&1 &
  job=$!
  sleep 0.6
  ask() { curl -s -o /dev/null --max-time 1 http://127.0.0.1:$port/; }
  ask
  sleep 0.7
  pid=$(first "$out/$1.strace")
  ask
  kill -USR2 "$pid" 2>/dev/null
  for _ in 1 2 3 4; do
    sleep 0.25
    ask
  done
  for _ in 1 2 3 4 5 6; do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.5
  done
  kill "$job" 2>/dev/null
  wait "$job"
}

traced() { # NAME OPTIONS PROGRAM...: alone
  echo "$1"
  name=$1 options=$2
  shift 2
  # shellcheck disable=SC2086 # options are words
  env -i PATH=/usr/bin:/bin timeout 15 strace $options -s 0 -o "$out/$name.strace" "$@" >/dev/null 2>&1
}

for mode in good closed leakpid wrongfd twice raw rawaccept doubleclose twoclose rawfile seedunix listen; do
  activated $mode-26 sa26 $mode
  activated $mode-22 sa22 $mode
done
activated stolenconn-26 sa26 stolenconn
activated listen-env-26 sa26 listen '-v -s 60' # with the environment of exec: what systemd sets, and PATH

for v in 26 22; do
  traced blk-child-$v "-f -tt -yy -e trace=$calls" ./blk$v child
  traced blk-mend-$v "-f -tt -yy -e trace=$calls" ./blk$v mend
  traced blk-$v "-f -tt -yy -e trace=$calls" ./blk$v
  traced cgo-second-$v "-f -tt -k -e trace=connect,setsockopt,access" ./cgo$v second
  traced cgo-two-$v "-f -tt -k -e trace=connect,setsockopt,access" ./cgo$v two
  traced cgo-answer-$v "-f -tt -k -e trace=connect,setsockopt,access,faccessat" ./cgo$v answer
  traced clock-$v "-f -ttt -T" ./clock$v
  traced thread-$v "-tt -yy -e trace=$calls" ./blk$v
  ./novdso ./clock$v >pid & # attached, as one attaches to a service
  job=$!
  sleep 0.2
  timeout 10 strace -f -tt -s 0 -o "$out/clock-novdso-$v.strace" -p "$(cat pid)" 2>/dev/null
  wait $job
done
./novdso ./clock26 >pid &
job=$!
sleep 0.2
timeout 10 strace -f -r -k -s 0 -o "$out/clock-novdso-k-26.strace" -e trace=clock_gettime,epoll_pwait,tgkill -p "$(cat pid)" 2>/dev/null
wait $job
traced cgo-unstacked-26 "-f -tt -e trace=connect,setsockopt,access" ./cgo26 second
traced sigsys-26 "-f -tt -e trace=execve,mkdirat,openat,rt_sigaction,exit_group" ./refuse ./mkdir26
traced files-26 "-ff -tt -yy -e trace=$calls" ./blk26
rm -f "$out"/files-26.strace.* # only the first thread's is kept, under its own kind of name
for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do # one thread of what runs: which one has something to do is chance
  GOMAXPROCS=1 ./blk26 >/dev/null &
  job=$!
  sleep 0.01
  timeout 3 strace -tt -yy -s 0 -o "$out/thread-attached-26.strace" -p $job 2>/dev/null
  wait $job
  [ "$(grep -c epoll_pwait "$out/thread-attached-26.strace")" -gt 2 ] && break
done
./blk26 child >/dev/null & # attached while accept sleeps; the first line is not the leader's
job=$!
sleep 0.15
timeout 3 strace -f -tt -T -yy -s 0 -o "$out/attached-26.strace" -p $job 2>/dev/null
wait $job
./blk26 child >/dev/null &
job=$!
sleep 0.15
timeout 10 strace -f -tt -T -yy -s 0 -o "$out/attached-end-26.strace" -p $job 2>/dev/null
wait $job
echo pids
timeout 10 strace -f -T -yy -s 0 -e trace=$calls ./blk26 mend 2>pids >/dev/null # on stderr the form is [pid N]
mv pids "$out/pids-26.strace"
for mode in loop twice accept probe; do
  traced python-$mode "-f -tt -yy -e trace=$calls" python3 other.py $mode
done
python3 -c 'import socket, time; s = socket.socket(); s.bind(("127.0.0.1", 28655)); s.listen(1); time.sleep(3)' &
job=$!
sleep 0.5
traced busy-26 "-f -tt -yy -e trace=$calls" ./sa26 busy 127.0.0.1:28655
kill $job
wait $job 2>/dev/null
rm -f pid
