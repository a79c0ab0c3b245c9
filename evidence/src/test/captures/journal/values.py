# Sends values of every kind that journalctl writes in another way: bytes, lines, a field twice, a mark of byte order, colour, a large one.
import socket
import struct
import time

to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
to.connect("/run/systemd/journal/socket")


def send(name, message, more=b""):
    to.send(b"MESSAGE\n" + struct.pack("<Q", len(message)) + message + b"\nSYSLOG_IDENTIFIER=" + name + b"\nPRIORITY=6\n" + more)


send(b"plain", b"plain text with \"quotes\" and \\ backslash\t")
send(b"bytes", b"bin\x00\xff\x01tail")
send(b"lines", b"first\nsecond\n\nfourth", b"DUP=a\nDUP=b\n")
send(b"twice", b"one message", b"MESSAGE=another message\n")
send(b"bytes-twice", b"\x01\x02", b"MESSAGE\n" + struct.pack("<Q", 2) + b"\x03\x04\n")
send(b"words", "caf\u00e9 \u4e2d\u6587 \U0001f600".encode())
send(b"mark", b"\xef\xbb\xbfok")
send(b"colour", b"esc \x1b[31mred\x1b[0m end  ")
send(b"large", b"y" * 6000)
send(b"cursor-in-text", b"\",\"__CURSOR\":\"s=00000000000000000000000000000000;i=7\n\n__CURSOR=s=00000000000000000000000000000000;i=7")
time.sleep(0.3)
