// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What stands between systemd and the program has the pid that LISTEN_PID names. */
final class PidChangedByWrapper implements Rule {
  private static final Set<String> SHELLS = Set.of("sh", "dash", "ash", "bash");

  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/pid-changed-by-wrapper");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "LISTEN_PID is the pid of what systemd starts. When that is a wrapper which starts the program as its child,"
        + " the program finds another pid there and takes no socket, as it must.";
  }

  @Override
  public String fix() {
    return "Start the program itself, or write exec before it in the shell text; trace with strace -D, or attach by -p.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Activated.in(evidence).flatMap(one -> match(one).stream());
  }

  private static Optional<Match> match(Activated one) {
    if (one.program().equals("strace")) {
      boolean apart =
          one.arguments().stream()
              .takeWhile(word -> word.startsWith("-"))
              .anyMatch(word -> word.matches("-[a-zA-Z]*D.*|--daemonize.*"));
      return apart ? Optional.empty() : Optional.of(match(one, "strace"));
    }
    if (!SHELLS.contains(one.program())) {
      return Optional.empty();
    }
    List<ShellCommand> commands =
        text(one.arguments()).map(ShellScript::commands).orElse(List.of());
    if (commands.isEmpty() || commands.stream().anyMatch(command -> command.isBehind("exec"))) {
      return Optional.empty();
    }
    ShellCommand only = commands.getFirst();
    boolean replaced =
        one.program().equals("bash")
            && commands.size() == 1
            && only.redirects().isEmpty()
            && only.within().isEmpty();
    return Optional.of(
        replaced
            ? Match.at(
                    one.start().place(),
                    "LISTEN_PID is bash's; bash replaces itself by a single command, other shells and a longer"
                        + " text do not.")
                .as(Severity.INFO)
            : match(one, one.program() + " -c"));
  }

  /** The text behind {@code -c}, {@code -lc} and the like. */
  private static Optional<String> text(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (words.get(i).matches("-[a-z]*c")) {
        return Optional.of(words.get(i + 1));
      }
      if (!words.get(i).startsWith("-")) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static Match match(Activated one, String wrapper) {
    return Match.at(
            one.start().place(),
            "LISTEN_PID is the pid of "
                + wrapper
                + ", and the program is its child: it does not take the socket of "
                + one.socket().name()
                + ".")
        .with(
            "unit",
            one.listens().getFirst().name() + "=" + one.listens().getFirst().value(),
            one.listens().getFirst().place());
  }
}
