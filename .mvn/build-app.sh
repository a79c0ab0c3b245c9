# Builds the program for ./demarc, which sources this file: jars in cli/target/app/VERSION, then the class cache beside them, then
# cli/target/app/start, by one rename, as the name of what is to be started. A program that runs keeps its own jars meanwhile.
# Two first uses at once: the second waits at cli/target/build.lock and finds the work done.
target=$root/cli/target
lock=$target/build.lock
log=$target/build.log
child=

mkdir -p "$app" 2>/dev/null && [ -w "$app" ] || {
  echo "demarc: not built yet, and $app cannot be written. Build it once as its owner: $root/demarc --version" >&2
  exit 77
}

leave() {
  [ -z "$child" ] || kill "$child" 2>/dev/null || :
  rm -rf "$app"/new.$$ "$lock"
}

take() { # a lock whose owner is gone is broken open; ten minutes are longer than any build
  waited=0
  until mkdir "$lock" 2>/dev/null; do
    owner=$(cat "$lock/pid" 2>/dev/null || :)
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null && mv "$lock" "$lock.$$" 2>/dev/null; then
      rm -rf "$lock.$$"
      continue
    fi
    [ "$waited" -lt 600 ] || {
      echo "demarc: another first use holds $lock for ten minutes. Remove that folder if no build runs." >&2
      exit 75
    }
    [ "$waited" -ne 0 ] || echo "demarc: another first use is building, waiting for it" >&2
    sleep 1
    waited=$((waited + 1))
  done
  trap leave EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
  echo $$ >"$lock/pid"
}

run() { # in the background, so that a signal to this shell ends it too
  "$@" >>"$log" 2>&1 </dev/null &
  child=$!
  status=0
  wait "$child" || status=$?
  child=
  return "$status"
}

assemble() { # sets demarc_…
  new=$app/new.$$
  mkdir "$new"
  cp "$target"/launcher/lib/*.jar "$target/launcher/demarc-cli.jar" "$new/"
  run "$JAVA_HOME/bin/java" -cp "$new/demarc-cli.jar" dev.demarc.cli.Unsigning "$new"
  run "$JAVA_HOME/bin/java" -cp "$new/demarc-cli.jar:$new/*" dev.demarc.cli.Modernising "$new"/picocli-*.jar
  demarc_jars=demarc-cli.jar
  for jar in "$new"/risks-*.jar "$new"/*.jar; do # the list of risks is looked for jar by jar
    jar=${jar##*/}
    case " $demarc_jars " in *" $jar "*) ;; *) demarc_jars="$demarc_jars $jar" ;; esac
  done
  # shellcheck disable=SC2086 # names are words
  demarc_version=$(cd "$new" && cat $demarc_jars | { sha256sum 2>/dev/null || shasum -a 256; })
  demarc_version=$(printf '%.16s' "$demarc_version")
  demarc_flags='-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=3 -XX:Tier3BackEdgeThreshold=4000 -XX:-UsePerfData -Xmx1g --enable-native-access=ALL-UNNAMED -Xlog:disable -Xlog:all=error,aot*=off:stderr'
  jvm_build
  demarc_made_for="$app $build"
  demarc_cache=demarc-$demarc_version-$(printf '%s' "$build" | tr -cs 'A-Za-z0-9.+' '-')
  [ -d "$app/$demarc_version" ] || mv "$new" "$app/$demarc_version"
  rm -rf "$new"
}

# JDK 25 writes a cache when the program ends; it holds for the jars at their path, so it is made in place. One of all that Demarc does,
# without class linking: with it every start links all classes of the cache first (measured: --version 236 ms of CPU instead of 42).
# One of what an engineer on call asks, small enough to be linked: a look then finds its lambdas ready (measured: 0.31 s became 0.18).
# One of captures alone, which is smaller still: 5 ms of each.
train() { # OPTION SUFFIX [WORD]
  [ ! -s "$app/$demarc_version/$demarc_cache$2" ] || return 0
  path=
  for jar in $demarc_jars; do path=$path${path:+:}$app/$demarc_version/$jar; done
  scratch=$(mktemp -d) || return 0
  made=$app/$demarc_version/new.$$.aot
  # shellcheck disable=SC2086 # options are words
  if run "$JAVA_HOME/bin/java" $demarc_flags "$1" "-XX:AOTCacheOutput=$made" \
    -cp "$path" dev.demarc.cli.Training "$scratch" ${3:+"$3"} && [ -s "$made" ]; then
    chmod 644 "$made" && mv "$made" "$app/$demarc_version/$demarc_cache$2"
  else
    echo "demarc: the class cache could not be made, starts take longer; log: $log" >&2
  fi
  rm -rf "$scratch" "$made" "$made.config"
}

take
if ! fresh; then
  began=$(date +%s)
  if [ -f "$app/start" ]; then why='building, sources are newer'; else why='building on first use (about a minute)'; fi
  printf 'demarc: %s … ' "$why" >&2
  : >"$target/build.started"
  : >"$log"
  rm -rf "$target/launcher/lib" # of jars that are no longer needed
  status=0
  run "$root/mvnw" -B -ntp -Dstyle.color=never -f "$root/pom.xml" -Plauncher -Dmaven.test.skip=true -Dspotless.check.skip -Dmdep.analyze.skip -pl cli -am package || status=$?
  if [ "$status" -ne 0 ]; then
    echo failed >&2
    case $status in
      69 | 78) tail -n 1 "$log" >&2 ;;
      130 | 143) ;;
      *)
        grep -v "INFO\|^.\[0m\|^$\|MavenHint\|re-run Maven\|resume the build" "$log" | tail -n 15 >&2 || :
        echo "demarc: the build failed; whole log: $log" >&2
        status=70
        ;;
    esac
    exit "$status"
  fi
  before=
  [ ! -f "$app/start" ] || before=$(. "$app/start" && echo "$demarc_version")
  assemble
  train -XX:-AOTClassLinking .aot
  train -XX:+AOTClassLinking -on-call.aot on-call
  train -XX:+AOTClassLinking -captures.aot captures
  demarc_made_for=$(printf '%s' "$demarc_made_for" | sed "s/'/'\\\\''/g")
  printf "%s='%s'\n" demarc_version "$demarc_version" demarc_jars "$demarc_jars" demarc_flags "$demarc_flags" \
    demarc_cache "$demarc_cache" demarc_made_for "$demarc_made_for" >"$target/start.new"
  touch -r "$target/build.started" "$target/start.new"
  mv "$target/start.new" "$app/start"
  for old in "$app"/*/; do # the one before stays: it may be running
    case ${old%/} in "$app/$demarc_version" | "$app/$before") ;; *) rm -rf "$old" ;; esac
  done
  echo "done in $(($(date +%s) - began))s" >&2
fi
trap - EXIT INT TERM HUP
leave
