#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compares what demarc identify and its peers say of the same modules.

compare.py HERE WORK reads WORK/out/* and holds each difference against HERE/differences.tsv, where
every one has a verdict. It ends with 1 when a difference has none, or a verdict has no difference.
"""

import json
import os
import re
import sys

# What both cover: the peer's check, and the rules of demarc that speak of the same line.
PAIRS = {
    "gosec:G112": ["http-timeouts/server-no-header-timeout"],
    "gosec:G114": ["http-timeouts/serve-no-timeout"],
    "noctx:net/http": ["http-timeouts/pkg-func-no-deadline"],
    "usetesting": [
        "test-state/env-leak",
        "test-state/env-with-parallel",
        "test-state/env-restored-by-hand",
    ],
}


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def noctx(text):
    """The places at which noctx names a function of net/http that takes no context and sends."""
    text = re.sub(r"^#.*$", "", text, flags=re.M)
    decoder, at = json.JSONDecoder(), 0
    while True:
        at = text.find("{", at)
        if at < 0:
            return
        package, at = decoder.raw_decode(text, at)
        for checks in package.values():
            for said in checks.get("noctx", []):
                if re.match(r"net/http\.(Get|Head|Post|PostForm) must", said["message"]):
                    yield said["posn"]


def peers(out, name, folder):
    """All (check, file, line) that the peers report."""
    found = set()
    for issue in json.loads(read(f"{out}/{name}.gosec.json"))["Issues"] or []:
        file = os.path.relpath(issue["file"], folder)
        line = int(issue["line"].split("-")[0])
        if f"gosec:{issue['rule_id']}" in PAIRS:
            found.add((f"gosec:{issue['rule_id']}", file, line))
    for place in noctx(read(f"{out}/{name}.noctx.txt")):
        file, line = place.rsplit(":", 2)[:2]
        found.add(("noctx:net/http", os.path.relpath(file, folder), int(line)))
    for line in read(f"{out}/{name}.usetesting.txt").splitlines():
        match = re.match(r"(\S+\.go):(\d+):\d+: os\.(Setenv|Chdir)\(\)", line)
        if match:
            file = os.path.relpath(os.path.join(folder, match[1]), folder)
            found.add(("usetesting", file, int(match[2])))
    return found


def ours(out, name):
    """All (check, file, line) of demarc, under the name of the peer's check."""
    report = json.loads(read(f"{out}/{name}.demarc.json"))
    found = set()
    for finding in report["findings"] + report["suppressed"]:
        said = [finding["rule"]]
        said += [fact["text"] for fact in finding["evidence"] if fact["kind"] == "rule"]
        for check, rules in PAIRS.items():
            if set(said) & set(rules):
                found.add((check, finding["file"], finding["line"]))
    return found


def main(here, work):
    out = f"{work}/out"
    verdicts = {}
    for row in read(f"{here}/differences.tsv").splitlines():
        if row and not row.startswith("#"):
            name, check, place, who, _, _ = row.split("\t")
            verdicts[(name, check, place, who)] = row
    seen, missing = set(), 0
    names = [row.split()[2] for row in read(f"{here}/modules.txt").splitlines() if row[0] != "#"]
    absent = [name for name in names if not os.path.exists(f"{out}/{name}.gosec.json")]
    names = [name for name in names if name not in absent]
    for name in absent:
        print("not compared, gosec gave no result:", name)
    for check in PAIRS:
        both = only_ours = only_peer = 0
        for name in names:
            theirs = {x for x in peers(out, name, os.path.realpath(f"{work}/modules/{name}")) if x[0] == check}
            own = {x for x in ours(out, name) if x[0] == check}
            both += len(theirs & own)
            for who, some in (("demarc", own - theirs), ("peer", theirs - own)):
                for _, file, line in sorted(some):
                    key = (name, check, f"{file}:{line}", who)
                    seen.add(key)
                    if key not in verdicts:
                        missing += 1
                        print("no verdict:", *key, sep="\t")
            only_ours += len(own - theirs)
            only_peer += len(theirs - own)
        print(f"{check}: both {both}, only demarc {only_ours}, only the peer {only_peer}")
    stale = set(verdicts) - seen
    for key in sorted(stale):
        print("no such difference any more:", *key, sep="\t")
    return 1 if missing or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
