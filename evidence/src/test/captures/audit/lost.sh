#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
# lost.sh FILE: boots Debian's cloud kernel in an emulator, lets it lose records of seccomp, and leaves what the kernel said in FILE:
# first by a rate limit, then by a short backlog, then in silence (failure 0). A machine's own audit is not touched. Needs root,
# Debian or Ubuntu, gcc, auditctl, cpio and qemu-system-x86; takes a minute.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath "$1")
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
cd "$work"
kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/{print $2; exit}')
apt-get -qq download "$kernel" busybox-static 2>/dev/null
for deb in *.deb; do dpkg-deb -x "$deb" x; done
mkdir -p r/bin r/dev r/proc r/lib64
cp x/bin/busybox r/bin/
cp "$(command -v auditctl)" r/bin/
gcc -static -O1 -o r/bin/deny "$here/deny.c"
mknod r/dev/console c 5 1
ldd r/bin/auditctl | sed -nE 's/.*=> (\/[^ ]+) .*/\1/p; s/^[[:space:]]*(\/[^ ]*ld-[^ ]+) .*/\1/p' |
  while read -r lib; do mkdir -p "r$(dirname "$lib")"; cp -L "$lib" "r$lib"; done
cat >r/init <<'END'
#!/bin/busybox sh
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t devtmpfs dev /dev
echo 0 0 0 0 > /proc/sys/kernel/printk; echo 0 > /proc/sys/kernel/printk_ratelimit
write() { /bin/deny log 1 $b sh -c "i=0; while [ \$i -lt $1 ]; do echo x; i=\$((i+1)); done" > /dev/null; $b sleep 2; }
auditctl -e 1 > /dev/null
write 3
auditctl -r 5 > /dev/null; write 20; auditctl -r 0 > /dev/null
write 3
auditctl -b 2 > /dev/null; auditctl --backlog_wait_time 0 > /dev/null
$b renice 19 $($b pidof kauditd); $b renice -20 $$ # so that the queue grows
write 20; auditctl -b 64 > /dev/null
auditctl -f 0 > /dev/null; auditctl -r 5 > /dev/null; write 20; auditctl -r 0 > /dev/null
auditctl -s
echo BEGIN_OF_LOG; $b dmesg | $b grep audit; echo END_OF_LOG
$b poweroff -f
END
chmod 755 r/init
(cd r && find . | cpio -o -H newc --quiet) | gzip -1 >i.gz
timeout -s KILL 300 qemu-system-x86_64 -accel tcg -nodefaults -serial stdio -display none -m 512 -smp 1 -no-reboot \
  -kernel x/boot/vmlinuz-* -initrd i.gz -append "console=ttyS0 quiet loglevel=1 panic=-1 mitigations=off" </dev/null | tr -d '\r' >guest.log || true
grep '^lost' guest.log # what the kernel itself counts in the end
sed -n '/^BEGIN_OF_LOG/,/^END_OF_LOG/p' guest.log | sed '1d;$d' >"$out"
wc -l "$out"
[ -s "$out" ] || { tail -20 guest.log; exit 1; }
