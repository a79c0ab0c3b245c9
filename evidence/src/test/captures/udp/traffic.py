# traffic.py SECONDS RATE SIZE STALL_MS BUFFER [v6|STAY]: sends to itself at RATE datagrams a second; the reader sleeps STALL_MS once a second,
# or every PERIOD seconds. BUFFER is what it asks for, 0 nothing. At the end it prints what it sent and read, and stays STAY seconds.
import multiprocessing
import os
import socket
import sys
import time

seconds, rate, size, stall, buffer = (float(a) for a in sys.argv[1:6])
six = "v6" in sys.argv


def send(port, sent):
    to = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    payload, count, begin = b"x" * int(size), 0, time.perf_counter()
    while (now := time.perf_counter() - begin) < seconds:
        while count < now * rate:
            to.sendto(payload, ("127.0.0.1", port))
            count += 1
        time.sleep(0.0005)
    sent.put(count)


reader = socket.socket(socket.AF_INET6 if six else socket.AF_INET, socket.SOCK_DGRAM)
if buffer:
    reader.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, int(buffer))
reader.bind(("::", 6831) if six else ("0.0.0.0", 6831))
sent = multiprocessing.Queue()
sender = multiprocessing.Process(target=send, args=(6831, sent))
sender.start()
reader.settimeout(0.3)
period = float(os.environ.get("PERIOD", "1"))
read, due = 0, time.perf_counter() + period
while True:
    try:
        reader.recv(65536)
        read += 1
    except socket.timeout:
        if not sender.is_alive():
            break
    if stall and time.perf_counter() >= due:
        time.sleep(stall / 1000)
        due = time.perf_counter() + period
total = sent.get()
sender.join()
print("sent: %d read: %d lost: %d" % (total, read, total - read), flush=True)
time.sleep(float(sys.argv[6]) if len(sys.argv) > 6 and not six else 3)
