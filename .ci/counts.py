"""Prints the number of tests of all modules, and every skipped one with its reason."""

import glob
import xml.etree.ElementTree as tree

run = failed = 0
skipped = []
for path in sorted(glob.glob("*/target/surefire-reports/TEST-*.xml")):
    for case in tree.parse(path).getroot().iter("testcase"):
        run += 1
        failed += bool(case.findall("failure") or case.findall("error"))
        for skip in case.findall("skipped"):
            skipped.append((case.get("classname"), case.get("name"), skip.get("message") or (skip.text or "").strip() or "no reason given"))
for owner, name, reason in skipped:
    print(f"skipped {owner}.{name}: {reason}")
print(f"{run - failed - len(skipped)} passed, {failed} failed, {len(skipped)} skipped")
