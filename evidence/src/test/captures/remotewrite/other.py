# SPDX-License-Identifier: Apache-2.0
"""A client that is no Prometheus: posts to a path of Loki five times a second. Usage: other.py PORT SECONDS"""
import http.client, sys, time

port, end = int(sys.argv[1]), time.time() + float(sys.argv[2])
connection = http.client.HTTPConnection("127.0.0.1", port)
while time.time() < end:
    try:
        connection.request("POST", "/loki/api/v1/push", b"{}", {"Content-Type": "application/json"})
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        connection.close()
    time.sleep(0.2)
