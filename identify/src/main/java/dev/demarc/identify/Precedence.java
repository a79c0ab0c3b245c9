// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rule speaks when several fire at one place: the pairs that severity and names cannot
 * decide, and those that are two faults with two remedies. Rules of different risks meet only here.
 */
public final class Precedence {
  private static final Precedence CATALOGUE = catalogue();

  private final Map<String, Set<String>> losers = new HashMap<>();
  private final Map<String, Set<String>> apart = new HashMap<>();

  /** The pairs of the catalogue. */
  public static Precedence ofCatalogue() {
    return CATALOGUE;
  }

  private static Precedence catalogue() {
    Precedence all = new Precedence();
    // off makes the others idle
    all.wins("module-proxy/sumdb-off", "sumdb-exempt-wide", "cargo-cult-no-direct");
    all.bothSpeak("module-proxy/insecure-transport", "proxy-fallback-any-error");
    // one literal, one remedy: clone it
    all.wins(
        "http-timeouts/cargo-cult-bare-transport",
        "transport-not-cloned",
        "transport-drops-proxy",
        "http2-silently-off");
    // moving it out of the function comes first
    all.wins(
        "http-timeouts/transport-per-call",
        "transport-not-cloned",
        "http2-silently-off",
        "tls-resumption/config-built-hot",
        "tls-resumption/dial-hot-no-cache",
        "tls-resumption/cache-per-call");
    all.bothSpeak(
        "http-timeouts/client-no-timeout",
        "transport-per-call",
        "transport-not-cloned",
        "transport-drops-proxy");
    // it says why the callback does nothing
    all.wins("tls-resumption/cargo-cult-client-callback", "dial-hot-no-cache");
    // the most certain first
    all.inOrder(
        "test-state/setenv-panics-parallel",
        "test-state/env-with-parallel",
        "test-state/env-leak",
        "test-state/env-restored-by-hand");
    all.wins("test-state/flag-parse-in-init", "flag-parse-in-test");
    // the text never gets that far
    all.wins("link-flags/make-empty-subst", "target-missing", "unquoted-space", "windows-shell");
    all.wins("link-flags/cargo-cult-runtime-gomaxprocs", "target-missing", "target-not-injectable");
    all.wins("link-flags/no-git-in-image", "nonreproducible-value");
    // it reaches nothing
    all.wins("build-env/dead-export", "runtime-env-inherited", "toolchain-env-shared");
    // these have the limit; where the value came from is evidence
    for (String rule :
        List.of(
            "cpu-quota/gomaxprocs-over-limit",
            "native-memory/gomemlimit-over-limit",
            "native-memory/gomemlimit-no-headroom",
            "native-memory/gomemlimit-malformed")) {
      all.wins(rule, "build-env/runtime-env-inherited");
    }
    // no number to compare
    all.wins(
        "native-memory/gomemlimit-malformed", "gomemlimit-over-limit", "gomemlimit-no-headroom");
    all.wins("cpu-quota/gomaxprocs-malformed", "gomaxprocs-over-limit");
    all.wins("socket-activation/cargo-cult-proc-fd", "unit-ignored");
    all.inOrder(
        "socket-activation/reload-reopens-fd",
        "socket-activation/newfile-dropped",
        "socket-activation/unconditional-fd-three");
    all.wins("cgo-errno/errno-second-call", "errno-lost");
    // one rewrite
    all.wins(
        "process-boundary/cargo-cult-invoke",
        "wait-without-bound",
        "cargo-cult-interrupt-stop",
        "command-reused",
        "command-no-context");
    all.wins("process-boundary/no-wait-delay", "group-not-killed", "output-unbounded");
    // the author did set a type, too late or the wrong one
    all.wins("protocol-mismatch/header-after-write", "json-without-type");
    all.wins("protocol-mismatch/json-as-text", "json-without-type");
    addForensic(all);
    return all;
  }

  /** Of captures and running hosts: rules meet when they speak of one subject. */
  private static void addForensic(Precedence all) {
    // cause and proof
    all.wins("socket-activation/blocking-listener", "blocked-accept");
    // what was lost there is what the log has wrong
    all.wins("cgo-errno/misreported-errno", "errno-not-captured");
    // ask about connections first
    all.wins(
        "tls-resumption/connection-churn", "no-session-cache", "no-ticket", "rsa-full-handshakes");
    // the hang is what to act on; the record says which call
    all.wins("seccomp/leader-killed", "denied-syscall");
    // the profile forgets the runtime, not the program
    all.wins("seccomp/runtime-tail-denied", "denied-syscall");
    // the loss comes before the stall
    all.wins("journal-gap/vacuumed-past-cursor", "reader-stalled");
    // why the runtime does not see the quota
    all.wins("cpu-quota/parent-quota-unseen", "gomaxprocs-over-quota");
    // a quota flattens the signal
    all.wins(
        "cpu-quota/throttled",
        "observability-gap/foreign-child-cpu",
        "observability-gap/short-child-cpu",
        "observability-gap/other-cgroup-cpu",
        "clock/quota-pauses-clock");
  }

  /** A loser without a risk is of the winner's. */
  private void wins(String winner, String... others) {
    Set<String> beaten = losers.computeIfAbsent(winner, key -> new HashSet<>());
    for (String other : others) {
      beaten.add(whole(winner, other));
    }
  }

  private void inOrder(String... rules) {
    for (int i = 0; i < rules.length; i++) {
      for (int j = i + 1; j < rules.length; j++) {
        wins(rules[i], rules[j]);
      }
    }
  }

  private void bothSpeak(String one, String... others) {
    for (String other : others) {
      apart.computeIfAbsent(one, key -> new HashSet<>()).add(whole(one, other));
      apart.computeIfAbsent(whole(one, other), key -> new HashSet<>()).add(one);
    }
  }

  private static String whole(String winner, String other) {
    return other.indexOf('/') >= 0 ? other : winner.substring(0, winner.indexOf('/') + 1) + other;
  }

  /** Whether the catalogue says that one rule speaks for the other. */
  public boolean wins(RuleId winner, RuleId loser) {
    return losers.getOrDefault(winner.toString(), Set.of()).contains(loser.toString());
  }

  /** Whether both are reported: two faults, two remedies. */
  boolean apart(RuleId one, RuleId other) {
    return apart.getOrDefault(one.toString(), Set.of()).contains(other.toString());
  }
}
