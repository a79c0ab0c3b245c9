#!/bin/bash
# The isolation suite on a real cgroup v2 kernel: Debian's cloud kernel under software emulation (no KVM), all in an initramfs.
# One command: compiles the suite first. Takes 3 to 6 minutes; VM_SECONDS bounds the guest (900).
# Needs root (mknod, apt-get) and Debian or Ubuntu: dpkg-deb, and qemu-system-x86, seabios, cpio, which it installs when missing.
# Exit 0 when every test passed in the guest and the delegated user got memory and pids.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../../.." && pwd)
here=$root/isolate/src/test/vm
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
. "$root/isolate/src/test/classes.sh"
install() { DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" >/dev/null; }
command -v qemu-system-x86_64 >/dev/null || { apt-get -qq update; install qemu-system-x86 seabios; }
command -v cpio >/dev/null || install cpio

cd "$work"
kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/{print $2; exit}')
apt-get -qq download "$kernel" busybox-static 2>/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" x; done
mkdir -p r/bin r/usr/bin r/dev r/proc r/sys/fs/cgroup r/tmp r/lib-java r/etc
cp x/bin/busybox r/bin/; cp "$here/init.sh" r/init; chmod 755 r/init; cp /etc/passwd /etc/group r/etc/
mknod r/dev/console c 5 1
cp "$(readlink -f /bin/sh)" r/bin/sh
tools=(cat env id head tail sleep yes true cp ln ls mkdir chmod touch wc setsid setpriv unshare grep)
for tool in "${tools[@]}"; do cp "$(readlink -f "$(PATH=/usr/bin:/bin type -P "$tool")")" "r/usr/bin/$tool"; done
"$jdk/bin/jlink" --add-modules java.base,java.logging,java.xml,java.instrument,java.management,java.sql,jdk.unsupported \
  --strip-debug --no-header-files --no-man-pages --generate-cds-archive --output r/jdk
{ ldd r/bin/sh; for tool in "${tools[@]}"; do ldd "r/usr/bin/$tool"; done; ldd r/jdk/bin/java; find r/jdk/lib -name '*.so' -exec ldd {} +; } 2>/dev/null |
  sed -nE 's/.*=> (\/[^ ]+) .*/\1/p; s/^[[:space:]]*(\/[^ ]*ld-[^ ]+) .*/\1/p' | grep -v "^$work" | sort -u | while read -r lib; do mkdir -p "r$(dirname "$lib")"; cp -L "$lib" "r$lib"; done
for module in host contract isolate; do
  (cd "$root/$module/target/classes" && "$jdk/bin/jar" cf "$work/r/lib-java/$module.jar" .)
done
(cd "$root/isolate/target/test-classes" && "$jdk/bin/jar" cf "$work/r/lib-java/isolate-test.jar" .)
printf '%s\n' "$classpath" | tr ':' '\n' | grep '\.jar$' | while read -r jar; do cp "$jar" r/lib-java/; done
(cd r && find . | cpio -o -H newc --quiet) | gzip -1 >i.gz
ls -la i.gz | awk '{print "initramfs " $5 " bytes"}'
timeout -s KILL "${VM_SECONDS:-900}" qemu-system-x86_64 -accel tcg -nodefaults -serial stdio -display none -m 1536 -smp 1 -no-reboot \
  -kernel x/boot/vmlinuz-* -initrd i.gz \
  -append "console=ttyS0 quiet loglevel=1 panic=-1 mitigations=off random.trust_cpu=on" </dev/null | sed -u 's|\r||g' | tee guest.log
grep -q '^VM_OK' guest.log
grep -qE '^SUITE [0-9]+ passed, 0 failed' guest.log
grep -q '^DELEGATED memory true' guest.log
grep -q '^DELEGATED pids true' guest.log
grep -q '^DELEGATED breach lifecycle/orphans' guest.log
grep -q '^BARE memory false' guest.log
grep -q '^BARE outcome OK' guest.log
