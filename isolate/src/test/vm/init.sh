#!/bin/busybox sh
# First process of the guest: cgroup v2 alone, then the suite as root, then a delegated ordinary user, then one without rights.
b=/bin/busybox
$b mount -t proc proc /proc; $b mount -t sysfs sys /sys; $b mount -t devtmpfs dev /dev 2>/dev/null
$b mkdir -p /dev/shm /run /tmp /bb; $b mount -t tmpfs tmp /tmp; $b mount -t tmpfs run /run; $b mount -t tmpfs shm /dev/shm
$b chmod 1777 /tmp /dev/shm
$b ln -s /proc/self/fd /dev/fd; $b ln -s /proc/self/fd/0 /dev/stdin; $b ln -s /proc/self/fd/1 /dev/stdout; $b ln -s /proc/self/fd/2 /dev/stderr
$b --install -s /bb; export PATH=/usr/bin:/bin:/bb
mount -t cgroup2 -o nsdelegate none /sys/fs/cgroup
echo "VM $(uname -r) controllers: $(cat /sys/fs/cgroup/cgroup.controllers)"
java="/jdk/bin/java --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xshare:auto"; export CLASSPATH='/lib-java/*'
$java dev.demarc.isolate.VmRunner
echo "cgroups left: $(find /sys/fs/cgroup -name 'demarc*' | tr '\n' ' ')"

# a systemd-like user slice: memory and pids are handed to uid 1000, cpu is not
cd /sys/fs/cgroup; echo "+memory +pids" > cgroup.subtree_control; mkdir user; cd user
echo "+memory +pids" > cgroup.subtree_control; mkdir shell.scope
for f in . cgroup.procs cgroup.subtree_control cgroup.threads shell.scope shell.scope/cgroup.procs; do chown 1000:1000 $f; done
mkdir -p /tmp/work; chmod 755 /tmp/work
( echo 0 > /sys/fs/cgroup/user/shell.scope/cgroup.procs; cd /tmp
  exec /usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups -- $java dev.demarc.isolate.Elsewhere report /tmp/work ) | sed 's/^/DELEGATED /'
mkdir /sys/fs/cgroup/alone
( echo 0 > /sys/fs/cgroup/alone/cgroup.procs; cd /tmp
  exec /usr/bin/setpriv --reuid 1000 --regid 1000 --clear-groups -- $java dev.demarc.isolate.Elsewhere report /tmp/work ) | sed 's/^/BARE /'
echo "cgroups left: $(find /sys/fs/cgroup -name 'demarc*' | tr '\n' ' ')"
echo VM_OK
poweroff -f
