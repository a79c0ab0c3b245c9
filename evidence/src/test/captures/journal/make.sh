#!/bin/sh
# Makes the captures of this folder with a real journald: make.sh [SCENARIO…]. It runs in mount, name and network namespaces of its own, as
# root, with journald and journalctl of systemd 252, rsyslog 8.2302 (apt-get install systemd rsyslog) and python3. Nothing of the host's journal is touched.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
all="vacuum removed ratelimit values stalled looks text users shipped forwarded stopped"
if [ "${INSIDE:-}" != yes ]; then
  for scenario in ${*:-$all}; do INSIDE=yes unshare -m -u -n sh "$0" "$scenario"; done
  exit
fi

out=$here/$1
rm -rf "$out"
mkdir -p "$out"
hostname host1
mount -t tmpfs tmpfs /run
mount -t tmpfs tmpfs /mnt
mount -t tmpfs tmpfs /var/log
mkdir -p /run/systemd/journald.conf.d /run/log/journal /var/log/journal
echo 0123456789abcdef0123456789abcdef >/mnt/machine-id
mount --bind /mnt/machine-id /etc/machine-id
cp "$here"/*.py /mnt
cd /mnt

# journald KEY=VALUE…: starts it with these settings
journald() {
  { printf '[Journal]\nReadKMsg=no\nAudit=no\nForwardToSyslog=no\nForwardToConsole=no\nForwardToKMsg=no\nForwardToWall=no\n'
    printf '%s\n' "$@"; } >/run/systemd/journald.conf.d/x.conf
  /lib/systemd/systemd-journald 2>/dev/null &
  journald=$!
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12; do
    [ -S /run/systemd/journal/stdout ] && break
    sleep 0.3
  done
}

# service NAME COMMAND…: runs it in the cgroup of a unit, which is where journald gets _SYSTEMD_UNIT from
service() {
  unit=$1
  shift
  for tree in /sys/fs/cgroup/unified /sys/fs/cgroup/systemd /sys/fs/cgroup; do
    [ -w "$tree/cgroup.procs" ] && mkdir -p "$tree/system.slice/$unit.service" && cgroups="${cgroups:-} $tree/system.slice/$unit.service"
  done
  sh -c 'for c in $0; do echo $$ >"$c/cgroup.procs"; done; exec "$@"' "${cgroups:-}" "$@"
  sleep 0.2
  # shellcheck disable=SC2086 # a list of folders
  rmdir ${cgroups:-} 2>/dev/null || true
  cgroups=
}

write() { service "$1" /usr/bin/python3 write.py "$@"; }
entries() { journalctl -q -o json --no-pager "$@"; }
cursor() { journalctl -q -n1 --show-cursor --no-pager | sed -n 's/^-- cursor: //p'; }
rotate() { kill -USR2 $journald; sleep 0.7; }
flush() { sleep 1; }

# headers FOLDER: the header of each file that is there now, below FOLDER
headers() {
  mkdir -p "$1/0123456789abcdef0123456789abcdef" # as journald names the folder
  for f in /run/log/journal/*/*.journal; do head -c 264 "$f" >"$1/0123456789abcdef0123456789abcdef/$(basename "$f")"; done
}

# forward BURST: rsyslog reads the journal, keeps its cursor in imjournal.state, and takes BURST lines in four seconds (0: all)
forward() {
  cat >rsyslog.conf <<END
module(load="imjournal" StateFile="/mnt/imjournal.state" PersistStateInterval="1" ratelimit.interval="$([ "$1" = 0 ] && echo 0 || echo 4)" ratelimit.burst="$1")
template(name="line" type="string" string="%timereported:::date-rfc3339% %msg%\n")
action(type="omfile" file="/mnt/sink.txt" template="line")
END
  rsyslogd -n -i NONE -f /mnt/rsyslog.conf &
  rsyslogd=$!
  sleep 2
}

case $1 in
vacuum) # a reader stops at a cursor; 60000 lines later the files that it had not read are gone
  journald Storage=volatile RuntimeMaxUse=8M RuntimeMaxFileSize=1M RateLimitBurst=0
  write web 20
  c=$(cursor)
  printf 'positions:\n  cursor-journal: "%s"\n  /var/log/app.log: "1711"\n' "$c" >"$out/positions.yaml"
  printf 'positions:\n  ? path: cursor-loki.source.journal.read\n    labels: ""\n  : "%s"\n  ? path: /var/log/app.log\n    labels: '"'{job=\"app\"}'"'\n  : "1711"\n' "$c" >"$out/alloy-positions.yml"
  printf '%s' "$c" >"$out/cursor-file"
  entries -n1 >"$out/last-read.json"
  write web 30000 100
  write api 30000 100
  flush
  entries >all.json
  entries --after-cursor="$c" >after.json
  head -50 after.json >"$out/after-50.json"
  ls -l /run/log/journal/* >"$out/ls-l.txt"
  ls /run/log/journal/* >"$out/ls.txt"
  journalctl --header --no-pager >"$out/header.txt"
  headers "$out"
  {
    echo "written after the cursor: 60000"
    echo "still on disk: $(grep -c 'line 0' all.json)"
    echo "printed by --after-cursor: $(wc -l <after.json)"
  } >"$out/truth.txt"
  ;;
removed) # the file in the middle is deleted
  journald Storage=volatile RateLimitBurst=0
  write web 40
  write api 20
  rotate
  before=$(entries | wc -l)
  middle=$(ls /run/log/journal/*/system.journal)
  write web 20
  write api 15
  rotate
  newest=$(ls -t /run/log/journal/*/system@*.journal | head -1)
  inside=$(journalctl -q -o json --no-pager --file="$newest" | wc -l)
  write web 30
  write api 20
  flush
  rm "$newest"
  entries >"$out/all.json"
  entries -r >"$out/reverse.json"
  journalctl -q -o export --no-pager >"$out/all.export"
  entries -u web.service >"$out/web-only.json"
  ls -l /run/log/journal/* >"$out/ls-l.txt"
  journalctl --header --no-pager >"$out/header.txt"
  echo "deleted: $inside entries, after $before, from ${middle##*/}" >"$out/truth.txt"
  ;;
ratelimit) # a unit logs faster than it may; journald says so with the next line that it takes
  journald Storage=volatile RateLimitIntervalSec=4s RateLimitBurst=10
  write web 1000
  write api 500
  write cron 5
  sleep 5
  write web 3
  write api 3
  flush
  entries >"$out/all.json"
  journalctl -q -o export --no-pager >"$out/all.export"
  for u in web api; do
    echo "$u written: $([ $u = web ] && echo 1003 || echo 503) kept: $(entries -u $u.service -t $u | wc -l)"
  done >"$out/truth.txt"
  ;;
values) # every way in which a value is written
  journald Storage=volatile RateLimitBurst=0
  service values /usr/bin/python3 values.py
  flush
  entries >"$out/values.json"
  journalctl -q -o json-pretty --no-pager >"$out/values-pretty.json"
  journalctl -q -o json-seq --no-pager >"$out/values.json-seq"
  journalctl -q -o json-sse --no-pager >"$out/values.json-sse"
  journalctl -q -o export --no-pager >"$out/values.export"
  journalctl -q -o json --all --no-pager >"$out/values-all.json"
  ;;
stalled) # two looks, 40 s apart: the journal goes on, the reader's position does not
  journald Storage=volatile RateLimitBurst=0
  write web 20
  c=$(cursor)
  write web 30
  flush
  printf 'positions:\n  cursor-journal: "%s"\n' "$c" >"$out/positions-1.yaml"
  journalctl --header --no-pager >"$out/header-1.txt"
  moved=$(cursor)
  sleep 40
  write api 50
  flush
  cp "$out/positions-1.yaml" "$out/positions-2.yaml"
  printf 'positions:\n  cursor-journal: "%s"\n' "$moved" >"$out/positions-2-moved.yaml"
  journalctl --header --no-pager >"$out/header-2.txt"
  ;;
looks) # the folder itself at two looks, with a rotation between them, and made anew; notes of readers that stand still, move, or are at the end
  journald Storage=volatile RateLimitBurst=0
  write web 20
  c=$(cursor)
  printf 'positions:\n  cursor-journal: "%s"\n' "$c" >"$out/positions.yaml"
  printf 'positions:\n  ? path: cursor-loki.source.journal.read\n    labels: ""\n  : "%s"\n' "$c" >"$out/alloy-positions.yml"
  printf '%s\n' "$c" >"$out/checkpoint.txt"
  printf '%s' "$c" >"$out/imjournal.state"
  journalctl -q -n1 --no-pager --cursor-file="$out/cursor-file" >/dev/null
  write web 30
  flush
  headers "$out/first"
  printf 'positions:\n  cursor-journal: "%s"\n' "$(cursor)" >"$out/positions-end.yaml"
  write api 20
  rotate
  write api 15
  flush
  headers "$out/second"
  printf 'positions:\n  cursor-journal: "%s"\n' "$(cursor)" >"$out/positions-moved.yaml"
  kill $journald
  wait $journald 2>/dev/null || true
  rm -r /run/log/journal/*
  rm -f /run/systemd/journal/stdout
  journald Storage=volatile RateLimitBurst=0
  write web 10
  flush
  headers "$out/anew"
  ;;
text) # lines of a unit that were thrown away, in every form of text; another program says the same words
  own=
  for tree in /sys/fs/cgroup/unified /sys/fs/cgroup/systemd /sys/fs/cgroup; do
    [ -w "$tree/cgroup.procs" ] && mkdir -p "$tree/system.slice/systemd-journald.service" && own="$own $tree/system.slice/systemd-journald.service"
  done
  for c in $own; do sh -c 'echo $PPID >"$0/cgroup.procs"' "$c"; done # journald's unit, as it is on a host
  journald Storage=volatile RateLimitIntervalSec=4s RateLimitBurst=10
  for c in $own; do sh -c 'echo $PPID >"$(dirname "$(dirname "$0")")/cgroup.procs"' "$c"; done
  write web 100
  write api 50
  sleep 5
  write web 3
  write api 3
  /usr/bin/python3 -c 'import socket
to = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
to.sendto(b"MESSAGE=Suppressed 12 messages from cron.service\nSYSLOG_IDENTIFIER=web\n", "/run/systemd/journal/socket")'
  flush
  for form in short short-full short-iso short-precise short-unix short-monotonic with-unit; do
    journalctl -q --no-pager -o $form >"$out/$form.txt"
  done
  journalctl -q --no-pager --no-hostname >"$out/no-hostname.txt"
  entries -t systemd-journald >"$out/journald.json"
  cat >rsyslog.conf <<END
module(load="imjournal" StateFile="/mnt/imjournal.state" ratelimit.interval="0")
action(type="omfile" file="/mnt/messages" template="RSYSLOG_TraditionalFileFormat")
END
  rsyslogd -n -i NONE -f /mnt/rsyslog.conf &
  rsyslogd=$!
  sleep 3
  cp messages "$out/messages"
  ;;
users) # users of the system have files of their own, and share the numbering
  journald Storage=persistent SplitMode=uid RateLimitBurst=0
  kill -USR1 $journald
  sleep 1
  write web 20
  chmod 755 /mnt
  for _ in 1 2 3 4 5; do
    setpriv --reuid=1000 --regid=1000 --clear-groups /usr/bin/python3 write.py shell 3
    write api 4
  done
  flush
  rotate
  write web 10
  flush
  entries >"$out/all.json"
  entries _UID=1000 >"$out/user-only.json"
  ls -l /var/log/journal/* >"$out/ls-l.txt"
  journalctl --header --no-pager >"$out/header.txt"
  ;;
shipped) # a shipper that is down for a while, and sends a line twice (ship.py): what Loki has of it
  journald Storage=volatile RateLimitBurst=0
  for _ in 1 2 3 4 5 6; do
    write web 12
    write api 8
    sleep 1
  done
  flush
  entries >"$out/journal.json"
  /usr/bin/python3 ship.py "$out/journal.json" "$out"
  ;;
forwarded) # rsyslog takes 20 lines in four seconds and discards the rest
  journald Storage=volatile RateLimitBurst=0
  forward 20
  write web 5
  for _ in 1 2 3 4; do
    sleep 5
    write web 18
    write api 12
  done
  sleep 6
  write web 1
  sleep 2
  kill $rsyslogd
  sleep 1
  entries >"$out/journal.json"
  cp sink.txt "$out/sink.txt"
  entries -t web -t api >written.json
  echo "lines of web and api: $(wc -l <written.json) in the sink: $(grep -c -E ' (web|api) line' sink.txt)" >"$out/truth.txt"
  ;;
stopped) # rsyslog stands still (SIGSTOP) while the journal goes on, then the journal deletes what it had not read
  journald Storage=volatile RuntimeMaxUse=8M RuntimeMaxFileSize=1M RateLimitBurst=0
  forward 0
  write web 20
  sleep 2
  kill -STOP $rsyslogd
  write web 30
  flush
  cp imjournal.state "$out/imjournal-1.state"
  journalctl --header --no-pager >"$out/header-1.txt"
  sleep 35
  write api 50
  flush
  cp imjournal.state "$out/imjournal-2.state"
  journalctl --header --no-pager >"$out/header-2.txt"
  write web 40000 100
  flush
  ls -l /run/log/journal/* >"$out/ls-l.txt"
  entries >all.json
  echo "written after it stopped: 40080 still on disk: $(grep -c -E 'line 0' all.json)" >"$out/truth.txt"
  kill -CONT $rsyslogd
  sleep 4
  cp imjournal.state "$out/imjournal-3.state"
  echo "in the sink: $(grep -c -E 'line 0' sink.txt)" >>"$out/truth.txt"
  ;;
esac
[ -z "${rsyslogd:-}" ] || kill -9 $rsyslogd 2>/dev/null || true
kill $journald
wait $journald 2>/dev/null || true
# shellcheck disable=SC2086 # a list of folders
[ "$1" != text ] || rmdir $own
