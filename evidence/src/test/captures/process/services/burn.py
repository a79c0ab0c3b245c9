# SPDX-License-Identifier: Apache-2.0
"""Uses the CPU in a wave of ten seconds."""
import time

while True:
    s = time.time() % 10
    d = 0.05 + 0.6 * s / 5 if s < 5 else 0.65 - 0.6 * (s - 5) / 5
    t = time.time()
    while time.time() - t < 0.2 * d:
        pass
    time.sleep(0.2 * (1 - d))
