# SPDX-License-Identifier: Apache-2.0
"""Waits for work that never comes."""
import time

while True:
    time.sleep(1)
