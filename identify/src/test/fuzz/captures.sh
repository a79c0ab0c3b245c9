#!/bin/bash
# Damaged captures for every reader of captures, in 128 MB: none may throw, none may take a minute. One command: compiles first.
# Arguments: seconds for each reader (600), a seed ("-" for a new one, which is printed), and folders with more captures.
# KINDS=strace,udp in the environment: these readers only.
# Exit 0 when nothing was found; else 1 or 3, with the reader, the seed and the number of the input.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../../.." && pwd)
. "$root/.mvn/find-jdk.sh" >/dev/null
"$root/mvnw" -q -f "$root/pom.xml" -pl identify -am -Dmdep.analyze.skip test-compile \
  dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
classpath=$root/identify/target/test-classes:$root/identify/target/classes:$root/evidence/target/classes:$root/host/target/classes:$(cat "$root/identify/target/test.classpath")
folders=("$root/evidence/src/test/captures" "$root/risks/src/main/java/dev/demarc/risks")
seconds=${1:-600}
seed=${2:--}
if [ $# -gt 2 ]; then folders+=("${@:3}"); fi
exec "${JAVA_HOME:?a JDK 25 is needed}/bin/java" -Dkinds="${KINDS:-}" -Xmx128m -XX:+UseSerialGC -cp "$classpath" dev.demarc.identify.forensics.CaptureFuzz "$seconds" "$seed" "${folders[@]}"
