#!/bin/sh
# How many megabytes of Go source a second the parser reads, warm, on one core. bench/parser.sh [DIR], by default Go's own source.
# Ends 1 when it is under 60 MB/s.
set -eu
cd "$(dirname -- "$0")/.."
dir=${1:-$(go env GOROOT)/src}
root=$PWD
demarc_tool=java
. .mvn/find-jdk.sh
[ -d evidence/target/classes ] || ./mvnw -q -pl evidence -am -Dmaven.test.skip=true package
exec "$JAVA_HOME/bin/java" -Xmx1g -XX:+UseSerialGC -cp evidence/target/classes bench/parser/ParserSpeed.java "$dir"
