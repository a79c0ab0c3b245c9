#!/bin/bash
# Runs guest.sh on a real kernel under software emulation and unpacks its bundles: guest-run.sh BURN BURN-OLD FOLDER SCENES [KERNEL-OPTION…].
# Needs qemu-system-x86, seabios, cpio, dpkg-deb and go; downloads Debian's cloud kernel and busybox-static.
set -euo pipefail
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
burn=$(readlink -f "$1"); old=$(readlink -f "$2"); out=$(readlink -f "$3"); scenes=$4; shift 4
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/{print $2; exit}')
apt-get -qq download "$kernel" busybox-static 2>/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" x; done
mkdir -p r/bin r/dev r/proc r/sys r/tmp
cp x/bin/busybox r/bin/; cp "$here/guest.sh" r/init; cp "$here/snap.sh" r/; cp "$burn" r/burn; cp "$old" r/burn-old; chmod 755 r/init r/burn r/burn-old
# what ProgramLook says of them
for exe in burn burn-old; do
  { echo "runtime go"; go version -m "r/$exe" | sed -nE 's/.*: go([0-9].*)/go \1/p; s/.*DefaultGODEBUG=/godebug /p; s/.*CGO_ENABLED=/cgo /p'; } > "r/$exe.lines"
done
mknod r/dev/console c 5 1
(cd r && find . | cpio -o -H newc --quiet) | gzip -1 > i.gz
timeout -s KILL 600 qemu-system-x86_64 -accel tcg,thread=multi -nodefaults -serial stdio -display none -m 512 -smp 8 -no-reboot \
  -kernel x/boot/vmlinuz-* -initrd i.gz -append "console=ttyS0 quiet loglevel=1 panic=-1 mitigations=off scenes=$scenes $*" </dev/null | tr -d '\r' > guest.log || true
sed '/^BEGIN$/,$d' guest.log
sed -n '/^BEGIN$/,/^END$/p' guest.log | sed '1d;$d' | base64 -d | tar xzf - -C "$out"
