// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** iconv is told to drop what it cannot read, and nobody compares what is left. */
final class CargoCultIconvIgnore implements Rule {
  private static final String MESSAGE =
      "iconv drops every byte that it cannot read and does not say how many; a byte order mark stays.";

  private static final Pattern DROPS = Pattern.compile("-s?cs?|(?i:.*//IGNORE.*)");
  private static final Set<String> COMPARES = Set.of("cmp", "diff", "wc", "sha256sum", "md5sum");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/cargo-cult-iconv-ignore");
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
    return "Bytes that are not in the charset vanish without a word, so that a row changes and no one"
        + " is told. A byte order mark is valid and stays (measured with glibc 2.36).";
  }

  @Override
  public String fix() {
    return "Refuse a file that is not in the declared charset and name the offset; take the byte"
        + " order mark off by itself. A contract's input section does both.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Stream<Match> inGo = ServiceCode.calls(evidence).flatMap(call -> inGo(call).stream());
    return Stream.concat(inGo, evidence.of(ShellScript.class).flatMap(this::inScript));
  }

  private Optional<Match> inGo(ExecCall call) {
    boolean iconv = call.constant().filter(text -> text.matches("(.*/)?iconv")).isPresent();
    Words words = new Words(call.in());
    boolean drops =
        call.arguments().stream()
            .map(words::constant)
            .flatMap(Optional::stream)
            .anyMatch(this::drops);
    if (iconv && drops) {
      return Optional.of(Match.at(call.call().place(), MESSAGE));
    }
    List<ShellCommand> commands =
        call.shellText().flatMap(words::constant).map(ShellScript::commands).orElse(List.of());
    return commands.stream().anyMatch(this::drops) && !compares(commands)
        ? Optional.of(Match.at(call.call().place(), MESSAGE))
        : Optional.empty();
  }

  private Stream<Match> inScript(ShellScript script) {
    return CodeRole.isOther(script.path()) || compares(script.commands())
        ? Stream.empty()
        : script.commands().stream()
            .filter(this::drops)
            .map(command -> Match.at(command.place(), MESSAGE));
  }

  private boolean drops(ShellCommand command) {
    return command.program().equals("iconv") && command.texts().stream().anyMatch(this::drops);
  }

  private boolean drops(String word) {
    return DROPS.matcher(word).matches();
  }

  private static boolean compares(List<ShellCommand> commands) {
    return commands.stream().anyMatch(command -> COMPARES.contains(command.program()));
  }
}
