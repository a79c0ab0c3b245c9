# write.py NAME COUNT [WIDTH]: sends COUNT lines "NAME line 000001 xxx" to journald by its native protocol, as a service would.
import socket
import sys
import time

name, count = sys.argv[1].encode(), int(sys.argv[2])
filler = b"x" * (int(sys.argv[3]) if len(sys.argv) > 3 else 20)
to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
to.connect("/run/systemd/journal/socket")
for i in range(1, count + 1):
    to.send(b"MESSAGE=%s line %06d %s\nSYSLOG_IDENTIFIER=%s\nPRIORITY=6\n" % (name, i, filler, name))
time.sleep(0.3)  # journald asks /proc for the unit of a sender that it does not know yet
