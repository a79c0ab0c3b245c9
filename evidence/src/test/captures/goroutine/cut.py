"""Cuts a dump: of goroutines with the same functions it keeps the first N. cut.py N < in > out"""
import re
import sys

seen = {}
most = int(sys.argv[1])
for block in re.split(r"\n\n", sys.stdin.read()):
    lines = block.strip("\n").split("\n")
    key = tuple(line[: line.rfind("(")] for line in lines[1:] if not line.startswith("\t"))
    if lines[0].startswith("goroutine "):
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > most:
            continue
    print(block.strip("\n") + "\n")
