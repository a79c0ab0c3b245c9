#!/bin/sh
# How long ./demarc identify takes for a trace of a million lines, the start of the JVM included, against an awk that only counts fields, in
# the same run: the best of five of each. The trace is that of a Go server with nine threads and short connections, strace -f -tt -yy, about
# 107 MB: strace.sh [LINES]. Ends 1 when it takes more than 1.5 times as long. DEMARC names another way to start it.
set -eu
cd "$(dirname -- "$0")/../.."
command -v python3 >/dev/null || { echo "bench/forensics/strace.sh: python3 is missing" >&2; exit 2; }
demarc=${DEMARC:-./demarc}
$demarc --version >/dev/null # builds when needed
file=$(mktemp --suffix .strace)
trap 'rm -f "$file"' EXIT
exec 3<<'END'
import os, random, resource, subprocess, sys, time

lines, path, demarc = int(sys.argv[1]), sys.argv[2], sys.argv[3].split()
random.seed(1)
threads = range(4711, 4720)
inside, clock, port, written = {}, 43200.0, 40000, 0
LISTENER = "4<TCP:[10.0.0.7:8080]>"
EVENTS = "{events=EPOLLIN|EPOLLOUT|EPOLLRDHUP|EPOLLET, data={u32=1996488706, u64=4600480214525411330}}"
AGAIN = "-1 EAGAIN (Resource temporarily unavailable)"

def connection():
    global port
    port = 40000 + (port + 1) % 20000
    peer = f"{random.randrange(7, 300)}<TCP:[10.0.0.7:8080->10.0.0.9:{port}]>"
    address = f'{{sa_family=AF_INET, sin_port=htons({port}), sin_addr=inet_addr("10.0.0.9")}}'
    yield f"accept4({LISTENER}, {address}, [112 => 16], SOCK_CLOEXEC|SOCK_NONBLOCK) = {peer}"
    yield f"epoll_ctl(5<anon_inode:[eventpoll]>, EPOLL_CTL_ADD, {peer}, {EVENTS}) = 0"
    yield f"accept4({LISTENER}, 0x3d64db2e7b4c, [112], SOCK_CLOEXEC|SOCK_NONBLOCK) = {AGAIN}"
    yield f"epoll_ctl(5<anon_inode:[eventpoll]>, EPOLL_CTL_DEL, {peer}, 0x3d64db3738f4) = 0"
    yield f"close({peer}) = 0"

def event(thread):
    if thread in inside:
        yield {"futex": "<... futex resumed>)           = 0",
               "epoll": f"<... epoll_pwait resumed>[{EVENTS}], 128, -1, NULL, 0) = 1"}[inside.pop(thread)]
        return
    kind, at = random.random(), f"{random.randrange(4096):04x}"
    peer = f"{random.randrange(7, 300)}<TCP:[10.0.0.7:8080->10.0.0.9:{port}]>"
    if kind < 0.3:
        inside[thread] = "futex"
        yield f"futex(0xc00008{at}48, FUTEX_WAIT_PRIVATE, 0, NULL <unfinished ...>"
    elif kind < 0.45:
        inside[thread] = "epoll"
        yield "epoll_pwait(5<anon_inode:[eventpoll]>,  <unfinished ...>"
    elif kind < 0.6:
        yield f"futex(0xc00008{at}48, FUTEX_WAKE_PRIVATE, 1) = 1"
    elif kind < 0.7:
        yield "nanosleep({tv_sec=0, tv_nsec=20000}, NULL) = 0"
    elif kind < 0.72:
        yield "--- SIGURG {si_signo=SIGURG, si_code=SI_TKILL, si_pid=4711, si_uid=0} ---"
    elif kind < 0.8:
        yield f"read({peer}, 0xc0001{at}, 4096) = {AGAIN}"
    elif kind < 0.9:
        yield f'write({peer}, "HTTP/1.1 200 OK\\r\\nDate: Tue, 24 No"..., 127) = 127'
    else:
        yield from connection()

with open(path, "w") as out:
    while written < lines:
        thread = random.choice(threads)
        for body in event(thread):
            clock += random.random() * 60e-6
            second = int(clock)
            stamp = f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.{int((clock - second) * 1e6):06}"
            out.write(f"{thread} {stamp} {body}\n")
            written += 1

def best(command):
    least = None
    for _ in range(5):
        begun = time.monotonic()
        subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
        took = time.monotonic() - begun
        least = took if least is None else min(least, took)
    return least

counting = best(["awk", "{n += NF} END {print n}", path])
reading = best(demarc + ["identify", path])
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
ratio = reading / counting
print(f"{written} lines, {os.path.getsize(path) >> 20} MB: awk {counting:.2f} s, demarc {reading:.2f} s, {ratio:.1f} times, at most {memory} MB")
sys.exit(ratio > 1.5)
END
python3 /dev/fd/3 "${1:-1000000}" "$file" "$demarc"
