# SPDX-License-Identifier: Apache-2.0
"""A receiver of remote_write and something to scrape. Usage: receiver.py MODE IDLE LOG PORT SCRAPED [CERT KEY]

MODE, what happens to a request that is not the first of its connection:
  none       it is answered
  race       40 %: a reset after its first bytes, before it is read
  dup        40 %: it is read whole, then the connection is closed without an answer
  stall      40 %: it is read whole and never answered
  forget     after 2 requests the socket vanishes without a packet (TCP_REPAIR): the next data meets a reset
  blackhole  after 2 requests a filter drops all packets of this connection before TCP sees them
IDLE: seconds after which a waiting connection is closed; 0 for never. LOG gets one JSON object a line.
"""
import ctypes, json, random, socket, ssl, struct, sys, threading, time

MODE, IDLE = sys.argv[1], float(sys.argv[2])
LOG = open(sys.argv[3], "w", buffering=1)
PORT, SCRAPED = int(sys.argv[4]), int(sys.argv[5])
TLS = None
if len(sys.argv) > 7:
    TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    TLS.load_cert_chain(sys.argv[6], sys.argv[7])
START = time.time()
random.seed(1)
TCP_REPAIR = 19
SO_ATTACH_FILTER = 26


def log(**what):
    what["t"] = round(time.time() - START, 3)
    LOG.write(json.dumps(what) + "\n")


def drop_everything(sock):
    program = ctypes.create_string_buffer(struct.pack("HBBI", 0x06, 0, 0, 0))  # RET 0
    sock.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, struct.pack("HL", 1, ctypes.addressof(program)))


def say_goodbye(c):
    """The close_notify alert that a web server sends before it closes."""
    if TLS:
        c.settimeout(0.05)
        try:
            c.unwrap()
        except OSError:
            pass


def handle(c, cid):
    raw, buf, n = c, b"", 0
    try:
        if TLS:
            c = TLS.wrap_socket(c, server_side=True)
        c.settimeout(IDLE if IDLE > 0 else None)
        while True:
            if n == 2 and MODE == "forget":
                time.sleep(0.3)
                raw.setsockopt(socket.IPPROTO_TCP, TCP_REPAIR, 1)
                c.close()
                log(ev="forgotten", cid=cid)
                return
            if n == 2 and MODE == "blackhole":
                drop_everything(raw)
                log(ev="blackhole", cid=cid)
                time.sleep(3600)
            while b"\r\n\r\n" not in buf:
                try:
                    d = c.recv(65536)
                except (socket.timeout, TimeoutError):
                    log(ev="server_idle_close", cid=cid, n=n)
                    say_goodbye(c)
                    c.close()
                    return
                if not d:
                    log(ev="client_fin", cid=cid, n=n)
                    c.close()
                    return
                buf += d
                if MODE == "race" and n > 0 and random.random() < 0.4:
                    log(ev="race_rst", cid=cid, n=n)
                    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    c.close()
                    return
            head, _, buf = buf.partition(b"\r\n\r\n")
            length = 0
            for line in head.decode().split("\r\n")[1:]:
                name, _, value = line.partition(":")
                if name.lower() == "content-length":
                    length = int(value)
            while len(buf) < length:
                d = c.recv(65536)
                if not d:
                    log(ev="client_gone", cid=cid, n=n)
                    return
                buf += d
            buf = buf[length:]
            n += 1
            log(ev="req", cid=cid, n=n)
            if MODE == "dup" and n > 1 and random.random() < 0.4:
                log(ev="close_after_store", cid=cid)
                c.close()
                return
            if MODE == "stall" and n > 1 and random.random() < 0.4:
                log(ev="stall", cid=cid)
                c.settimeout(None)
                while c.recv(65536):
                    pass
                log(ev="client_gave_up", cid=cid)
                c.close()
                return
            c.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
    except OSError as reason:
        log(ev="error", cid=cid, reason=str(reason))
        c.close()


def scraped():
    s = socket.socket()
    s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    s.bind(("127.0.0.1", SCRAPED))
    s.listen(16)
    count = [0]

    def answer(c):
        try:
            while True:
                b = b""
                while b"\r\n\r\n" not in b:
                    d = c.recv(4096)
                    if not d:
                        return
                    b += d
                count[0] += 1
                lines = ["# TYPE seq counter", "seq %d" % count[0]]
                lines += ['pad{i="%d"} 1' % i for i in range(200)]
                body = ("\n".join(lines) + "\n").encode()
                c.sendall(
                    b"HTTP/1.1 200 OK\r\nContent-Type: text/plain; version=0.0.4\r\nContent-Length: %d\r\n\r\n" % len(body)
                    + body
                )
        except OSError:
            pass

    while True:
        c, _ = s.accept()
        threading.Thread(target=answer, args=(c,), daemon=True).start()


threading.Thread(target=scraped, daemon=True).start()
s = socket.socket()
s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
s.bind(("127.0.0.1", PORT))
s.listen(64)
cid = 0
while True:
    c, _ = s.accept()
    cid += 1
    log(ev="accept", cid=cid)
    threading.Thread(target=handle, args=(c, cid), daemon=True).start()
