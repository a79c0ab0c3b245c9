# SPDX-License-Identifier: Apache-2.0
"""Stands in for a manager of services: listens, starts a program with the socket as descriptor 3, and keeps the socket.

holder.py ADDRESS PORT [--wrong-pid] [--no-program] [--drain] [COMMAND...]
"""
import os
import socket
import sys
import time

host, port, *rest = sys.argv[1:]
options = [word for word in rest if word.startswith("--")]
command = [word for word in rest if not word.startswith("--")]
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, int(port)))
listener.listen(16)
if "--no-program" in options:
    clients = [socket.create_connection((host, int(port))) for _ in range(3)]
    while True:
        time.sleep(1)
        if "--drain" in options:
            listener.accept()[0].close()
            clients.append(socket.create_connection((host, int(port))))
            listener.setblocking(False)
            try:
                while True:
                    listener.accept()[0].close()
            except BlockingIOError:
                listener.setblocking(True)
else:
    pid = os.fork()
    if pid == 0:
        os.dup2(listener.fileno(), 3) if listener.fileno() != 3 else os.set_inheritable(3, True)
        me = os.getppid() if "--wrong-pid" in options else os.getpid()
        os.execvpe(command[0], command, dict(os.environ, LISTEN_FDS="1", LISTEN_PID=str(me)))
    os.waitpid(pid, 0)
