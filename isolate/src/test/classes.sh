# Sourced by the suites that run the test classes of isolate outside of Maven, with $root set:
# compiles what changed, and sets $jdk and $classpath (this module's classes first).
. "$root/.mvn/find-jdk.sh" >/dev/null
jdk=${JAVA_HOME:?a JDK 25 is needed}
"$root/mvnw" -q -f "$root/pom.xml" -pl isolate -am -Dmdep.analyze.skip test-compile \
  dependency:build-classpath -Dmdep.outputFile=target/test.classpath -Dmdep.includeScope=test
classpath=$(cat "$root/isolate/target/test.classpath")
classpath=$root/isolate/target/test-classes:$root/isolate/target/classes:$root/contract/target/classes:$root/host/target/classes:$classpath
