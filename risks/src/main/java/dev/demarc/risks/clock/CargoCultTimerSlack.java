// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

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
import java.util.stream.Stream;

/** Something sets a sysctl of timer slack, which no Linux has. */
final class CargoCultTimerSlack implements Rule {
  private static final String KEY = "kernel.timer_slack_ns";

  @Override
  public RuleId id() {
    return RuleId.of("clock/cargo-cult-timer-slack");
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
    return "There is no such sysctl: timer slack belongs to a thread (/proc/PID/timerslack_ns). It moves"
        + " sleeps and never the time that time.Now tells: from 1 ns to 100 ms of slack its step was"
        + " measured to stay at 40 ns.";
  }

  @Override
  public String fix() {
    return "Remove it. For a service that sleeps too coarsely set TimerSlackNSec in its unit.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Stream<Match> lines =
        evidence
            .of(SysctlLine.class)
            .filter(line -> line.key().equals(KEY))
            .map(line -> match(line.place()));
    Stream<Match> commands =
        evidence
            .of(ShellScript.class)
            .flatMap(script -> script.commands().stream())
            .filter(command -> SysctlCommand.sets(command, KEY))
            .map(command -> match(command.place()));
    return Stream.concat(lines, commands);
  }

  private static Match match(Place place) {
    return Match.at(place, KEY + " exists on no Linux: setting it changes nothing.");
  }
}
