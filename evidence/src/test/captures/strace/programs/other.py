# SPDX-License-Identifier: Apache-2.0
# What programs do that are not Go: other.py loop | twice | accept | probe
import fcntl, os, socket, sys, threading, time

mode = sys.argv[1]
if mode == "loop":  # a daemon's start closes all numbers
    for fd in range(3, 64):
        try:
            os.close(fd)
        except OSError:
            pass
elif mode == "twice":  # the close of a socket, and once more
    s = socket.socket()
    fd = s.detach()
    os.close(fd)
    try:
        os.close(fd)
    except OSError as e:
        print(e)
elif mode == "accept":  # a blocking accept is right where nobody has a poller
    s = socket.socket()
    s.bind(("127.0.0.1", 28650))
    s.listen(1)
    threading.Timer(0.3, lambda: socket.create_connection(("127.0.0.1", 28650)).close()).start()
    s.accept()
elif mode == "probe":  # asks which numbers are open
    for fd in range(3, 40):
        try:
            fcntl.fcntl(fd, fcntl.F_GETFD)
        except OSError:
            pass
