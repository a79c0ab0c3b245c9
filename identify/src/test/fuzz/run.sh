#!/bin/bash
# Damaged real files for the parser of Go and for every reader: nothing may throw or run for ever, and eight times the text may not be
# much more than eight times the work. One command: compiles first. Arguments: seconds (600), a seed ("-" for a new one, which is printed),
# and folders with more real files. Begins with the fixtures, the examples and, where there is a go command, the standard library.
# Exit 0 when nothing was found; else 1, with the seed and the number of the input.
set -euo pipefail
root=$(CDPATH='' cd -- "$(dirname -- "$0")/../../../.." && pwd)
. "$root/.mvn/find-jdk.sh" >/dev/null
"$root/mvnw" -q -f "$root/pom.xml" -pl identify -am -Dmdep.analyze.skip test-compile \
  dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
classpath=$root/identify/target/test-classes:$root/identify/target/classes:$root/evidence/target/classes:$(cat "$root/identify/target/test.classpath")
folders=("$root/risks/src/main/java/dev/demarc/risks" "$root/examples")
if command -v go >/dev/null; then folders+=("$(go env GOROOT)/src"); fi
seconds=${1:-600}
seed=${2:--}
if [ $# -gt 2 ]; then folders+=("${@:3}"); fi
exec "${JAVA_HOME:?a JDK 25 is needed}/bin/java" -Xmx512m -XX:+UseSerialGC -cp "$classpath" dev.demarc.identify.Fuzz "$seconds" "$seed" "${folders[@]}"
