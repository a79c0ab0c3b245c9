# SPDX-License-Identifier: Apache-2.0
"""Stands in for a manager of services: listens, starts a program with the socket as descriptor 3, and keeps the socket.

holder.py ADDRESS PORT [--wrong-pid] [--no-program] [--drain] [COMMAND...]

Without a program, or once it has ended, three clients connect that nobody answers.
"""
import os
import socket
import sys
import time

host, port, *rest = sys.argv[1:]
options = [word for word in rest if word in ("--wrong-pid", "--no-program", "--drain")]
command = [word for word in rest if word not in options]
listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind((host, int(port)))
listener.listen(16)
if command:
    pid = os.fork()
    if pid == 0:
        os.dup2(listener.fileno(), 3) if listener.fileno() != 3 else os.set_inheritable(3, True)
        me = os.getppid() if "--wrong-pid" in options else os.getpid()
        os.execvpe(command[0], command, dict(os.environ, LISTEN_FDS="1", LISTEN_PID=str(me)))
    os.waitpid(pid, 0)
clients = [socket.create_connection((host, int(port))) for _ in range(3)]
while True:
    time.sleep(1)
    if "--drain" in options:  # somebody accepts, and others come
        listener.setblocking(False)
        try:
            while True:
                listener.accept()[0].close()
        except BlockingIOError:
            listener.setblocking(True)
            clients.append(socket.create_connection((host, int(port))))
            if int(time.time()) % 3:
                listener.accept()[0].close()
