# SPDX-License-Identifier: Apache-2.0
"""Answers each line of its input with a line."""
import sys

for line in sys.stdin:
    print(line.strip().upper(), flush=True)
