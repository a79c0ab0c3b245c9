// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every bundle of processes that is kept, with all rules of all risks and no parameters: what was
 * found and the process that decided; a question mark is undecided, an equals sign is ruled out.
 */
class HostTableTest {
  private static final Path RISKS = Path.of("src/main/java/dev/demarc/risks");

  /** Those whose rules are shown; a bundle may say something to others, too. */
  private static final Set<String> SHOWN =
      Set.of("process-boundary", "observability-gap", "socket-activation");

  private static final String TABLE =
      """
      fork-storm/bad-four                                blocking-listener= fork-storm:4 long-lived-child= zombie-children=
      fork-storm/bad-old-go                              blocking-listener= fork-storm:4 long-lived-child= zombie-children=
      fork-storm/bad-two                                 blocking-listener= fork-storm:4 long-lived-child= zombie-children=
      fork-storm/good-slow                               blocking-listener= fork-storm= long-lived-child= zombie-children=
      fork-storm/good-task-runner                        blocking-listener=
      ignores-sigterm/bad-inherited                      blocking-listener= ignores-sigterm:16 long-lived-child= zombie-children=
      ignores-sigterm/bad-python                         blocking-listener= ignores-sigterm:15 long-lived-child= zombie-children=
      ignores-sigterm/bad-shell-trap                     blocking-listener= ignores-sigterm:16 long-lived-child= zombie-children=
      ignores-sigterm/good-handler                       blocking-listener= ignores-sigterm= long-lived-child= zombie-children=
      ignores-sigterm/good-masked                        blocking-listener= ignores-sigterm? long-lived-child= zombie-children=
      ignores-sigterm/good-sigwait                       blocking-listener= ignores-sigterm= long-lived-child= zombie-children=
      inherits-listener/bad-old-go                       blocking-listener:4 ignores-sigterm= inherits-listener:14 long-lived-child= zombie-children=
      inherits-listener/bad-python                       blocking-listener:4 ignores-sigterm= inherits-listener:15 long-lived-child= zombie-children=
      inherits-listener/bad-repaired                     blocking-listener= ignores-sigterm= inherits-listener:16 long-lived-child= zombie-children=
      inherits-listener/good-go-child                    blocking-listener= long-lived-child= zombie-children=
      inherits-listener/good-told                        blocking-listener:4 ignores-sigterm= long-lived-child= zombie-children=
      long-lived-child/bad-behind-shell                  blocking-listener= ignores-sigterm= long-lived-child:17 no-listening-socket:17 zombie-children=
      long-lived-child/bad-compiled                      blocking-listener= ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      long-lived-child/bad-old-go                        blocking-listener= ignores-sigterm= long-lived-child:14 no-listening-socket:14 zombie-children=
      long-lived-child/bad-python                        blocking-listener= ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      long-lived-child/good-container                    blocking-listener= long-lived-child= zombie-children=
      long-lived-child/good-go-child                     blocking-listener= long-lived-child= zombie-children=
      long-lived-child/good-young                        blocking-listener= ignores-sigterm= long-lived-child= zombie-children=
      no-cgroup-limit/bad-behind-shell                   blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child= no-cgroup-limit:17 zombie-children=
      no-cgroup-limit/bad-old-go                         blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child= no-cgroup-limit:15 zombie-children=
      no-cgroup-limit/bad-python                         blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child:16 no-cgroup-limit:16 no-listening-socket:16 zombie-children=
      no-cgroup-limit/good-cpu                           blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child= no-cgroup-limit= zombie-children=
      no-cgroup-limit/good-memory                        blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child= no-cgroup-limit= zombie-children=
      no-listening-socket/bad-compiled                   blocking-listener= ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      no-listening-socket/bad-old-go                     blocking-listener= ignores-sigterm= long-lived-child:14 no-listening-socket:14 zombie-children=
      no-listening-socket/bad-worker                     blocking-listener= ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      orphaned-component/bad-old-go                      blocking-listener= long-lived-child= orphaned-component:15
      orphaned-component/bad-python                      blocking-listener= long-lived-child= orphaned-component:16
      orphaned-component/bad-three                       blocking-listener= long-lived-child= orphaned-component:16 orphaned-component:18 orphaned-component:20
      orphaned-component/good-daemon                     blocking-listener= long-lived-child=
      orphaned-component/good-idle                       blocking-listener= long-lived-child=
      orphaned-component/good-session                    blocking-listener= long-lived-child=
      zombie-children/bad-few                            blocking-listener= long-lived-child= zombie-children:15
      zombie-children/bad-growing                        blocking-listener= long-lived-child= zombie-children:15
      zombie-children/bad-old-go                         blocking-listener= long-lived-child= zombie-children:14
      zombie-children/good-late                          blocking-listener= long-lived-child= zombie-children?
      zombie-children/good-once                          blocking-listener= long-lived-child= zombie-children?
      zombie-children/good-reaped                        blocking-listener= long-lived-child= zombie-children=
      foreign-child-cpu/bad-behind-shell                 blocking-listener= foreign-child-cpu:cpuacct.usage ignores-sigterm= long-lived-child:16 no-listening-socket:16 other-cgroup-cpu= short-child-cpu= zombie-children=
      foreign-child-cpu/bad-old-go                       blocking-listener= foreign-child-cpu:cpu.stat ignores-sigterm= long-lived-child:14 no-listening-socket:14 other-cgroup-cpu= short-child-cpu= zombie-children=
      foreign-child-cpu/bad-python                       blocking-listener= foreign-child-cpu:cpuacct.usage ignores-sigterm= long-lived-child:15 no-listening-socket:15 other-cgroup-cpu= short-child-cpu= zombie-children=
      foreign-child-cpu/good-brief                       blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      foreign-child-cpu/good-go-child                    blocking-listener= foreign-child-cpu= long-lived-child= other-cgroup-cpu= short-child-cpu= zombie-children=
      foreign-child-cpu/good-go-wave                     blocking-listener= foreign-child-cpu= long-lived-child= other-cgroup-cpu= short-child-cpu= zombie-children=
      foreign-child-cpu/good-top                         blocking-listener= foreign-child-cpu? ignores-sigterm= long-lived-child:15 no-cgroup-limit:15 no-listening-socket:15 zombie-children=
      other-cgroup-cpu/bad-old-go                        blocking-listener= foreign-child-cpu= long-lived-child= orphaned-component:12 other-cgroup-cpu:cpu.stat short-child-cpu= zombie-children=
      other-cgroup-cpu/bad-orphan                        blocking-listener= foreign-child-cpu= long-lived-child= orphaned-component:12 other-cgroup-cpu:cpuacct.usage short-child-cpu= zombie-children=
      other-cgroup-cpu/bad-sidecar                       blocking-listener= foreign-child-cpu= long-lived-child= orphaned-component:12 other-cgroup-cpu:cpuacct.usage short-child-cpu= zombie-children=
      other-cgroup-cpu/good-quiet                        blocking-listener= foreign-child-cpu? long-lived-child= other-cgroup-cpu? short-child-cpu? zombie-children=
      short-child-cpu/bad-old-go                         blocking-listener= foreign-child-cpu= long-lived-child= other-cgroup-cpu= short-child-cpu:cpu.stat zombie-children=
      short-child-cpu/bad-python                         blocking-listener= foreign-child-cpu= long-lived-child= other-cgroup-cpu= short-child-cpu:cpuacct.usage zombie-children=
      short-child-cpu/bad-shell                          blocking-listener= foreign-child-cpu= long-lived-child= other-cgroup-cpu= short-child-cpu:cpuacct.usage zombie-children=
      activation-ignored/bad-live-behind-shell           activation-ignored:12 blocking-listener= long-lived-child=
      activation-ignored/bad-live-not-taken              activation-ignored:11 blocking-listener= long-lived-child=
      activation-ignored/bad-live-old-go                 activation-ignored:11 blocking-listener= long-lived-child=
      activation-ignored/bad-live-other-pid              activation-ignored:11 blocking-listener= long-lived-child=
      activation-ignored/good-live-child-of-service      blocking-listener= long-lived-child= zombie-children=
      activation-ignored/good-live-not-activated         blocking-listener= ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      activation-ignored/good-live-taken                 blocking-listener= long-lived-child=
      backlog-without-acceptor/bad-ipv6                  backlog-without-acceptor:1
      backlog-without-acceptor/bad-no-service            backlog-without-acceptor:1
      backlog-without-acceptor/bad-service-ended         backlog-without-acceptor:1
      backlog-without-acceptor/good-container            backlog-without-acceptor?
      backlog-without-acceptor/good-drained              backlog-without-acceptor?
      backlog-without-acceptor/good-not-all-seen         backlog-without-acceptor?
      backlog-without-acceptor/good-once                 backlog-without-acceptor?
      backlog-without-acceptor/good-served               blocking-listener=
      blocked-accept/good-live-go-child                  blocking-listener= long-lived-child= zombie-children=
      blocked-accept/good-live-own-socket                blocking-listener= ignores-sigterm= long-lived-child:15 no-listening-socket:15 zombie-children=
      blocked-accept/good-live-set-back                  blocking-listener= ignores-sigterm= inherits-listener:16 long-lived-child= zombie-children=
      blocking-listener/bad-live-old-go                  blocking-listener:4 ignores-sigterm= inherits-listener:14 long-lived-child= zombie-children=
      blocking-listener/bad-live-python-child            blocking-listener:4 ignores-sigterm= inherits-listener:15 long-lived-child= zombie-children=
      blocking-listener/bad-live-two-looks               blocking-listener:4 ignores-sigterm= inherits-listener:15 long-lived-child= zombie-children=
      blocking-listener/good-live-go-child               blocking-listener= long-lived-child= zombie-children=
      blocking-listener/good-live-nobody-connected       blocking-listener? ignores-sigterm= inherits-listener:15 long-lived-child= zombie-children=
      blocking-listener/good-live-set-back               blocking-listener= ignores-sigterm= inherits-listener:16 long-lived-child= zombie-children=
      """;

  @Test
  void eachBundleHasItsVerdicts() throws IOException {
    List<String> rows = new ArrayList<>();
    for (String risk : List.of("processboundary", "observabilitygap", "socketactivation")) {
      try (Stream<Path> all = Files.walk(RISKS.resolve(risk).resolve("fixtures"), 2)) {
        for (Path bundle : all.filter(Bundle::is).sorted().toList()) {
          String name = bundle.subpath(bundle.getNameCount() - 2, bundle.getNameCount()).toString();
          rows.add("%-50s %s".formatted(name, String.join(" ", verdicts(bundle))).strip());
        }
      }
    }
    assertThat(String.join("\n", rows)).isEqualTo(TABLE.strip());
  }

  private static NavigableSet<String> verdicts(Path folder) throws IOException {
    Settings settings = Settings.standard("test", LocalDate.of(2026, 11, 24)).withSandbox();
    List<Risk> risks =
        ServiceLoader.load(Risk.class).stream().map(ServiceLoader.Provider::get).toList();
    IdentifyReport report =
        new Examination(settings, Engine.of(settings, risks))
            .of(
                List.of(new Exhibit.Seen(Bundle.read(folder, "b").watch().orElseThrow(), false)),
                List.of());
    NavigableSet<String> said = new TreeSet<>();
    report.findings().stream()
        .filter(one -> isShown(one.rule()))
        .forEach(one -> said.add(one.rule().rule() + ":" + pid(one.place().file())));
    report.examined().undecided().stream()
        .filter(one -> isShown(one.rule()))
        .forEach(one -> said.add(one.rule().rule() + "?"));
    report.examined().ruledOut().stream()
        .filter(one -> isShown(one.rule()))
        .forEach(one -> said.add(one.rule().rule() + "="));
    return said;
  }

  private static boolean isShown(RuleId rule) {
    return SHOWN.contains(rule.risk());
  }

  /** Of {@code b/proc/15/stat} the number; of another file its name. */
  private static String pid(String file) {
    String[] parts = file.split("/", -1);
    return parts.length > 2 && parts[1].equals("proc") ? parts[2] : parts[parts.length - 1];
  }
}
