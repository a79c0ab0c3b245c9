#!/bin/bash
# Many runs of /bin/true through one boundary, with all that this host gives: descriptors, threads, memory, cgroups and folders
# before and after. One command: compiles first. Arguments: runs (20000) and seconds (240); whichever is reached first ends it.
# Exit 0 when every run was OK and nothing grew.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../../.." && pwd)
. "$root/isolate/src/test/classes.sh"
exec "$jdk/bin/java" --enable-native-access=ALL-UNNAMED -Xmx256m -cp "$classpath" dev.demarc.isolate.Soak "${1:-20000}" "${2:-240}"
