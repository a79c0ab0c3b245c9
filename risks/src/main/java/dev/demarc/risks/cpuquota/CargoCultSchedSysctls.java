// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.sysctl.SysctlCommand;
import dev.demarc.evidence.sysctl.SysctlLine;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.stream.Stream;

/** Something sets scheduler knobs that are gone and had no part in a throttle. */
final class CargoCultSchedSysctls implements Rule {
  private static final List<String> KEYS =
      List.of(
          "kernel.sched_latency_ns",
          "kernel.sched_min_granularity_ns",
          "kernel.sched_wakeup_granularity_ns");

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/cargo-cult-sched-sysctls");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A throttle comes when the quota of a period is used up; these knobs only chose how long"
        + " a task ran before another one. Since Linux 5.13 they are no sysctls any more, so"
        + " that setting them fails or is passed over.";
  }

  @Override
  public String fix() {
    return "Remove the lines. Look at nr_throttled in cpu.stat, and raise the limit or lower"
        + " GOMAXPROCS.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Stream<Match> lines =
        evidence
            .of(SysctlLine.class)
            .filter(line -> KEYS.contains(line.key()))
            .map(line -> match(line.place(), line.key()));
    Stream<Match> commands =
        evidence
            .of(ShellScript.class)
            .flatMap(script -> script.commands().stream())
            .flatMap(command ->
                KEYS.stream()
                    .filter(key -> SysctlCommand.sets(command, key))
                    .map(key -> match(command.place(), key)));
    return Stream.concat(lines, commands);
  }

  private static Match match(Place place, String key) {
    return Match.at(place, key + " is gone since Linux 5.13 and never had a part in a throttle.");
  }
}
