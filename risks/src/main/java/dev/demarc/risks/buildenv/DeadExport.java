// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.shell.Enclosure;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The last thing that a RUN does is to export a variable: its shell ends there. */
final class DeadExport implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("build-env/dead-export");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "Every RUN is a process of its own; what it exports ends with it. Neither the next RUN nor the container nor a cache"
        + " hit sees the variable, so that it explains nothing either.";
  }

  @Override
  public String fix() {
    return "Use ENV when later instructions and the container shall see it, ARG for the build alone, or put the command that needs it into the same RUN.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Run.in(evidence).flatMap(DeadExport::in);
  }

  private static Stream<Match> in(Run run) {
    List<Match> found = new ArrayList<>();
    for (ShellCommand command : run.commands().reversed()) {
      if (command.isIn(Enclosure.Kind.SUBSTITUTION)) {
        continue;
      }
      if (!isQuiet(command)) {
        break;
      }
      if (command.program().equals("export") && !names(command).isEmpty()) {
        found.add(
            Match.at(
                command.place(),
                "export of "
                    + names(command)
                    + " ends with this RUN: nothing after it sees the value."));
      }
    }
    return found.reversed().stream();
  }

  /** True for a command that starts nothing and writes nothing. */
  private static boolean isQuiet(ShellCommand command) {
    boolean export = command.program().equals("export") && !command.has("-p");
    boolean nothing =
        command.words().isEmpty()
            || command.program().equals("true")
            || command.program().equals(":");
    return (export || nothing) && command.redirects().isEmpty() && !command.isOutputTaken();
  }

  private static String names(ShellCommand command) {
    return command.arguments().stream()
        .filter(word -> !word.text().startsWith("-"))
        .map(word -> word.assignment().map(one -> one.name()).orElse(word.text()))
        .collect(Collectors.joining(", "));
  }
}
