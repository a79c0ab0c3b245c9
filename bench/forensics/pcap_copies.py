#!/usr/bin/env python3
"""Copies the packets of a small pcap file (Ethernet, IPv4, one server port) many times, each time as other connections.

pcap_copies.py IN OUT COPIES: each copy has ports of its own, each block of 200 copies a client address of its own, and a copy begins 50 ms after the one before.
"""
import struct
import sys

SERVER, BLOCK, GAP = 19443, 200, 0.05

source, target, copies = sys.argv[1], sys.argv[2], int(sys.argv[3])
data = open(source, "rb").read()
head, body = data[:24], bytearray(data[24:])
records, ports, at = [], {}, 0
while at < len(body):
    seconds, micros, captured, _ = struct.unpack_from("<IIII", body, at)
    packet = at + 16
    from_port, to_port = struct.unpack_from(">HH", body, packet + 34)
    client = from_port != SERVER
    index = ports.setdefault(from_port if client else to_port, len(ports))
    # where the time, the client's address and the client's port stand
    records.append((at, seconds + micros / 1e6, packet + (26 if client else 30), packet + (34 if client else 36), index))
    at = packet + captured
with open(target, "wb") as out:
    out.write(head)
    for copy in range(copies):
        address = struct.pack(">I", 0x0A000001 + copy // BLOCK)
        base = 10000 + (copy % BLOCK) * len(ports)
        for record, time, address_at, port_at, index in records:
            now = time + copy * GAP
            struct.pack_into("<II", body, record, int(now), int(now % 1 * 1e6))
            body[address_at:address_at + 4] = address
            struct.pack_into(">H", body, port_at, base + index)
        out.write(body)
