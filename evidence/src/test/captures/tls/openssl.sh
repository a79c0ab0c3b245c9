#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# Makes captures of handshakes by OpenSSL and curl, which do some things as crypto/tls does not: openssl.sh FOLDER
# Needs root, tcpdump, ip, openssl, curl. It runs in a network namespace of its own.
set -eu
if [ "${IN_NAMESPACE:-}" != yes ]; then IN_NAMESPACE=yes exec unshare -n "$0" "$@"; fi
mkdir -p "$1"
out=$(cd "$1" && pwd)
ip link set lo up
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
mkfifo quiet
exec 9<>quiet # a server that reads the end of its input stops
openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.pem -days 2 -subj /CN=localhost 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.pem -days 2 -subj /CN=localhost 2>/dev/null
openssl req -x509 -newkey ed25519 -nodes -keyout ed.key -out ed.pem -days 2 -subj /CN=localhost 2>/dev/null

serve() { # KEY FLAGS
  key=$1
  shift
  # shellcheck disable=SC2068 # flags are words
  openssl s_server -accept 19443 -quiet -cert "$key.pem" -key "$key.key" $@ <&9 >/dev/null 2>&1 &
  serving=$!
  sleep 0.4
}
stop() {
  kill "$serving"
  wait "$serving" 2>/dev/null || true
}
record() { # NAME, until "end"; of all interfaces, which gives link type 276
  tcpdump -i any -U -w "$out/openssl-$1.pcap" port 19443 2>dump &
  dumping=$!
  until grep -q listening dump; do sleep 0.1; done
  sleep 0.3
}
end() {
  sleep 1
  kill -INT "$dumping"
  wait "$dumping" || true
}
get() { for _ in $(seq "$1"); do curl -sk "${@:2}" https://127.0.0.1:19443/ >/dev/null || true; done; }
client() { (printf 'GET / HTTP/1.0\r\n\r\n'; sleep 0.5) | openssl s_client -connect 127.0.0.1:19443 "$@" >/dev/null 2>&1 || true; }

printf 'GET / HTTP/1.0\r\n\r\n' >early
serve ec -early_data; record early13; client -sess_out s.pem; for _ in 1 2; do client -sess_in s.pem -sess_out s.pem -early_data early; done; end; stop
serve rsa -www; record rsa13; get 6; end; stop
serve ec -www; record ec13; get 6; end; stop
serve ed -www; record ed13; get 6; end; stop
serve rsa -www -tls1_2; record rsa12; get 6; end; stop
serve rsa -www -tls1_2; record reconnect12; client -reconnect; end; stop
serve rsa -www -tls1_2 -no_ticket; record ids12; client -reconnect -no_ticket; end; stop
serve rsa -www; record session13; client -sess_out s.pem; for _ in 1 2 3 4; do client -sess_in s.pem -sess_out s.pem; done; end; stop
serve rsa -www -Verify 1; record mtls13; get 5 --cert rsa.pem --key rsa.key; end; stop
serve rsa -www -verify 1; record asked13; get 5; end; stop
serve rsa -www -groups P-521; record retry13; get 5; end; stop
serve rsa -www -tls1_3; record refused; get 5 --tls-max 1.2; end; stop
serve rsa -www -tls1_2 -Verify 1 -verify_return_error; record refused-cert12; get 5; end; stop
serve rsa -www -Verify 1 -verify_return_error; record refused-cert13; get 5; end; stop
record restart13; serve ec -www; client -sess_out s.pem; client -sess_in s.pem -sess_out s.pem; stop
serve ec -www; client -sess_in s.pem -sess_out s.pem; client -sess_in s.pem -sess_out s.pem; client -sess_in s.pem; end; stop
