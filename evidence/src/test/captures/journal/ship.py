# ship.py JOURNAL FOLDER: what a Loki would answer that got this journal from a shipper that was down for the third of the times, lost
# two single lines, and sent one twice. No Loki runs here: the shapes are those of logcli's output/jsonl.go, and of /loki/api/v1/query_range.
import datetime
import json
import sys

journal, folder = sys.argv[1], sys.argv[2]
entries = [json.loads(line) for line in open(journal)]
entries = [e for e in entries if e["SYSLOG_IDENTIFIER"] in ("web", "api")]
down = [e for e in entries[40:60]]
single = [entries[10], entries[90]]
sent = [e for e in entries if e not in down and e not in single]
sent.insert(6, sent[5])


def nanos(entry):
    return int(entry["__REALTIME_TIMESTAMP"]) * 1000


def time(entry):
    whole, part = divmod(nanos(entry), 10**9)
    text = datetime.datetime.fromtimestamp(whole, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    return text + (".%09d" % part).rstrip("0") + "Z"


def labels(entry):
    return {"job": "systemd-journal", "unit": entry["_SYSTEMD_UNIT"]}


with open(folder + "/loki.jsonl", "w") as out:
    for e in sent:
        out.write(json.dumps({"labels": labels(e), "line": e["MESSAGE"], "timestamp": time(e)}, separators=(",", ":")) + "\n")
with open(folder + "/loki-backward.jsonl", "w") as out:
    for e in reversed(sent):
        out.write(json.dumps({"labels": labels(e), "line": e["MESSAGE"], "timestamp": time(e)}, separators=(",", ":")) + "\n")
with open(folder + "/loki-web.jsonl", "w") as out:
    for e in sent:
        if e["SYSLOG_IDENTIFIER"] == "web":
            out.write(json.dumps({"labels": labels(e), "line": e["MESSAGE"], "timestamp": time(e)}, separators=(",", ":")) + "\n")
with open(folder + "/loki-response.json", "w") as out:
    values = [[str(nanos(e)), e["MESSAGE"]] for e in sent]
    streams = [{"stream": {"job": "systemd-journal"}, "values": values}]
    json.dump({"status": "success", "data": {"resultType": "streams", "result": streams, "stats": {}}}, out)
with open(folder + "/logcli.txt", "w") as out:
    for e in sent:
        out.write('%s {job="systemd-journal", unit="%s"} %s\n' % (time(e), e["_SYSTEMD_UNIT"], e["MESSAGE"]))
with open(folder + "/complete.jsonl", "w") as out:
    for e in entries:
        out.write(json.dumps({"labels": labels(e), "line": e["MESSAGE"], "timestamp": time(e)}, separators=(",", ":")) + "\n")
with open(folder + "/rewritten.jsonl", "w") as out:
    for e in sent:
        line = "level=info msg=" + json.dumps(e["MESSAGE"])
        out.write(json.dumps({"labels": labels(e), "line": line, "timestamp": time(e)}, separators=(",", ":")) + "\n")
with open(folder + "/truth.txt", "w") as out:
    out.write("lines of web and api: %d\nnot sent: %d, of these %d in one piece\nsent twice: 1\n" % (len(entries), len(down) + len(single), len(down)))
