// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.evidence.shell.Joint;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.shell.ShellWord;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A list of processes is searched for the name of an interpreter. */
final class CargoCultPsGrep implements Rule {
  private static final String MESSAGE =
      "ps and grep for the name of an interpreter find any program of it, and the grep itself.";

  private static final Set<String> NAMES =
      Set.of("python", "python2", "python3", "java", "sh", "bash", "node", "ruby", "perl", "php");

  private static final Set<String> GREPS = Set.of("grep", "egrep", "fgrep");

  /** What may stand behind it when somebody only looks. */
  private static final Set<String> LOOKS = Set.of("grep", "egrep", "fgrep", "wc", "head", "tail");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/cargo-cult-ps-grep");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The pattern also finds sshd, bash, and the grep. A script's name is the script, and a program may call"
        + " itself what it likes (measured: /proc/PID/exe told the truth in 6 of 6). And a process that exists may hang.";
  }

  @Override
  public String fix() {
    return "Ask the component: a health request with a deadline. For its existence keep the pid that started it, or use the"
        + " service manager.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Stream.concat(
        ServiceCode.calls(evidence).flatMap(call -> inGo(call).stream()),
        evidence
            .of(ShellScript.class)
            .filter(script -> !CodeRole.isOther(script.path()))
            .flatMap(
                script -> places(script.commands()).map(grep -> Match.at(grep.place(), MESSAGE))));
  }

  private static Optional<Match> inGo(ExecCall call) {
    List<ShellCommand> commands =
        call.shellText()
            .flatMap(new Words(call.in())::constant)
            .map(ShellScript::commands)
            .orElse(List.of());
    return places(commands).findFirst().map(_ -> Match.at(call.call().place(), MESSAGE));
  }

  /** The greps behind a ps, where nothing behind them does more than look. */
  private static Stream<ShellCommand> places(List<ShellCommand> commands) {
    return Stream.iterate(0, i -> i + 1 < commands.size(), i -> i + 1)
        .filter(
            i -> commands.get(i).program().equals("ps") && commands.get(i).after() == Joint.PIPE)
        .filter(i -> searches(commands.get(i + 1)) && onlyLooks(commands, i + 1))
        .map(i -> commands.get(i + 1));
  }

  private static boolean onlyLooks(List<ShellCommand> commands, int from) {
    int at = from;
    while (commands.get(at).after() == Joint.PIPE && at + 1 < commands.size()) {
      at++;
      if (!LOOKS.contains(commands.get(at).program())) {
        return false;
      }
    }
    return true;
  }

  /** True when every alternative of the pattern is the bare name of an interpreter. */
  private static boolean searches(ShellCommand grep) {
    Optional<String> pattern =
        grep.arguments().stream()
            .map(ShellWord::text)
            .filter(word -> !word.startsWith("-"))
            .findFirst();
    boolean inverted =
        grep.arguments().stream().anyMatch(word -> word.text().matches("-[a-zA-Z]*v[a-zA-Z]*"));
    return GREPS.contains(grep.program())
        && !inverted
        && pattern.isPresent()
        && Arrays.stream(pattern.get().split("\\|", -1))
            .map(one -> one.replaceAll("\\\\b|[\\\\()\\[\\]^$ ]", ""))
            .allMatch(NAMES::contains);
  }
}
