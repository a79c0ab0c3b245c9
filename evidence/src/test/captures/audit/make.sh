#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make.sh FOLDER: builds the programs of this folder there, runs them under every kind of action, and leaves what the kernel and
# the programs said: kmsg.txt, dmesg.txt, sigsys.txt, sigsys-386.txt, errno.txt, sigsys.strace. Needs root, gcc, go, strace,
# and an x86_64 kernel that no audit daemon listens to.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$1
mkdir -p "$work"
gcc -O1 -o "$work/deny" "$here/deny.c"
gcc -O1 -pthread -o "$work/threads" "$here/threads.c"
CGO_ENABLED=0 go build -trimpath -o "$work/server" "$here/server.go"
CGO_ENABLED=0 GOARCH=386 go build -trimpath -o "$work/server-386" "$here/server.go"
cp "$work/server" "$work/my app"
cd "$work"
started=$(cut -d. -f1 /proc/uptime)
timeout 5 ./deny errno 288 ./server 127.0.0.1:21210 > errno.txt 2>&1 || true
timeout 5 ./deny trap 288 ./server 127.0.0.1:21210 > sigsys.txt 2>&1 || true
timeout 5 ./deny trap 102 ./server-386 127.0.0.1:21210 > sigsys-386.txt 2>&1 || true
timeout 5 ./deny kill-process 288 "./my app" 127.0.0.1:21210 || true
timeout 2 ./deny log 39 ./server 127.0.0.1:21210 || true
timeout 5 strace -f -o sigsys.strace ./deny trap 288 ./server 127.0.0.1:21210 || true
./deny kill-thread 288 ./server 127.0.0.1:21211 & one=$!
./threads KILL 0x40000120 & two=$!
sleep 1
kill -9 $one $two
dmesg | awk -v from="$started" '/audit/ { t = substr($0, 2, 14) + 0; if (t >= from) print }' > dmesg.txt
python3 - "$started" > kmsg.txt <<'P'
import os, sys
fd = os.open("/dev/kmsg", os.O_RDONLY | os.O_NONBLOCK)
try:
    while True:
        one = os.read(fd, 8192).decode()
        if "audit" in one and int(one.split(",")[2]) >= int(sys.argv[1]) * 1000000:
            sys.stdout.write(one)
except BlockingIOError:
    pass
P
