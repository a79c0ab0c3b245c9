#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes captures of TLS handshakes by real programs, and compares what demarc says of each with the client's own count.
#   make.sh [-n CONNECTIONS] [-o FOLDER] [-g GO]... [CASE]...
# GO is a go command (default: the one on PATH); name two to compare versions. Needs root, tcpdump, ip. It runs in a network namespace of its own.
# Without -o the captures go to a scratch folder and only the table is kept. DEMARC names the command that judges (default: ./demarc of this checkout).
set -eu
here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
root=$(CDPATH='' cd -- "$here/../../../../.." && pwd -P)
if [ "${IN_NAMESPACE:-}" != yes ]; then IN_NAMESPACE=yes exec unshare -n "$0" "$@"; fi
ip link set lo up

n=4000 out='' gos=''
while getopts n:o:g: option; do
  case $option in n) n=$OPTARG ;; o) mkdir -p "$OPTARG" && out=$(cd "$OPTARG" && pwd) ;; g) gos="$gos $OPTARG" ;; *) exit 64 ;; esac
done
shift $((OPTIND - 1))
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
keep=${out:-$scratch}

# name | server flags | client flags
cases='nocache||
cache||-cache shared
perconn||-cache perconn
noread||-cache shared -noread
article||-seed
replicas|-mode replicas|-cache shared
callback|-mode percfg_getconfig|-cache shared
callbackkeys|-mode percfg_getconfig_keys|-cache shared
disabled|-mode disabled|-cache shared
mtls|-mtls|-mtls
mtlscache|-mtls|-mtls -cache shared
hrr|-curves p256|
hrrcache|-curves p256|-cache shared
ecdsa|-key ecdsa|
ecdsacache|-key ecdsa|-cache shared
tls12||-max 1.2
tls12cache||-max 1.2 -cache shared'
[ $# -eq 0 ] || cases=$(echo "$cases" | grep -E "^($(echo "$*" | tr ' ' '|'))\|")

judge() { # the counts of each class of handshakes, in one line; how connections ended is told too
  ${DEMARC:-$root/demarc} identify --format json "$1" | python3 -c '
import json, sys
count = {}
for one in json.load(sys.stdin)["subjects"]:
    if one["class"] in ("not-capable", "no-ticket", "rejected", "resumed", "incomplete"):
        count[one["class"]] = count.get(one["class"], 0) + one.get("count", 1)
print(" ".join("%s=%d" % (k, v) for k, v in sorted(count.items())))'
}

bad=0
for go in ${gos:-go}; do
  version=$($go env GOVERSION)
  minor=$(echo "$version" | sed -E 's/^go([0-9]+\.[0-9]+).*/\1/')
  mkdir -p "$scratch/lab"
  cp -r "$here/srv" "$here/cli" "$scratch/lab"
  printf 'module tlslab\n\ngo %s\n' "$minor" >"$scratch/lab/go.mod" # the go line decides defaults of crypto/tls
  (cd "$scratch/lab" && GOTOOLCHAIN=local $go build -o "$scratch" ./srv ./cli)
  while IFS='|' read -r name server client; do
    pcap=$keep/$name-$version.pcap
    # shellcheck disable=SC2086 # flags are words
    "$scratch/srv" -dir "$scratch" -d 600s $server & serving=$!
    tcpdump -i lo -B 65536 -s 0 -U -w "$pcap" port 19443 2>"$scratch/dump" & dumping=$!
    until grep -q listening "$scratch/dump" && [ -s "$scratch/ca.pem" ]; do sleep 0.1; done
    sleep 0.5
    # shellcheck disable=SC2086
    said=$("$scratch/cli" -dir "$scratch" -n "$n" $client </dev/null)
    sleep 1.5
    kill -INT $dumping
    wait $dumping || true
    kill $serving
    wait $serving 2>/dev/null || true
    rm -f "$scratch/ca.pem"
    own=$(echo "$said" | sed -n 's/.* resumed=\([0-9]*\) .*/\1/p')
    seen=$(judge "$pcap")
    ours=$(echo " $seen" | sed -n 's/.* resumed=\([0-9]*\).*/\1/p')
    all=$(echo "$seen" | tr ' ' '\n' | sed 's/.*=//' | awk '{n += $1} END {print n}')
    verdict=equal
    [ "${ours:-0}" = "$own" ] && [ "$all" = "$n" ] || { verdict=DIFFERENT; bad=1; }
    dropped=$(sed -n 's/ packets dropped by kernel//p' "$scratch/dump")
    echo "$version	$name	n=$n resumed=$own	$seen	dropped=$dropped	$verdict"
    [ -n "$out" ] || rm -f "$pcap"
  done <<<"$cases"
done
exit $bad
