// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.evidence.gosource.Words.Part;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The text that a shell reads is put together from constant text and a value. */
final class ShellWithVariable implements Rule {
  /** What net/http gives of a request, when it is the whole text. */
  private static final Pattern OF_REQUEST =
      Pattern.compile(
          "\\w+\\.(FormValue|PostFormValue|PathValue|URL\\.Query\\(\\)\\.Get|Header\\.Get)\\(.*");

  /** Names that people give to settings and flags. */
  private static final Pattern OF_CONFIGURATION =
      Pattern.compile(
          "(?i)\\*?(\\w+\\.)*(cfg|conf|config|opt|opts|options|flags?|settings)(\\.\\w+)+");

  private static final Pattern NO_COMMAND =
      Pattern.compile("(\\s|exec|set -[a-z]+|;|\"?\\$[@*]\"?)*");

  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/shell-with-variable");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "Go passes the text on as it is; the shell reads every quote, semicolon and $( in it. No"
        + " type of Go can tell a value from a command there.";
  }

  @Override
  public String fix() {
    return "Keep the text constant and pass values as arguments: exec.CommandContext(ctx, \"sh\","
        + " \"-c\", `grep -- \"$1\" file`, \"sh\", value); or start the program without a shell.";
  }

  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public List<String> peers() {
    return List.of("gosec:G204");
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return ServiceCode.calls(evidence).flatMap(call -> match(call).stream());
  }

  private static Optional<Match> match(ExecCall call) {
    Optional<Node> text = call.shellText();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts = new Words(call.in()).parts(text.get());
    List<Node> values =
        parts.stream()
            .filter(part -> part instanceof Part.Value)
            .map(part -> ((Part.Value) part).source())
            .toList();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Node first = values.getFirst();
    if (!isBuilt(parts)) {
      return OF_REQUEST.matcher(first.text()).matches()
          ? Optional.of(found(call, text.get(), "The shell runs what the request sends: ", first))
          : Optional.empty();
    }
    Match match = found(call, text.get(), "The text for the shell is built from ", first);
    boolean configured =
        values.stream().allMatch(value -> OF_CONFIGURATION.matcher(value.text()).matches());
    return Optional.of(configured ? match.as(Severity.MEDIUM) : match);
  }

  private static Match found(ExecCall call, Node text, String start, Node value) {
    String message =
        start + CodeRole.brief(value) + ": a quote, a semicolon or $( in it becomes a command.";
    return Match.at(call.call().place(), message)
        .with("go", "-c " + CodeRole.brief(text), text.place());
  }

  /**
   * True when constant text holds at least a word of a command; a bare value is a runner's input.
   */
  private static boolean isBuilt(List<Part> parts) {
    return parts.stream()
        .anyMatch(part ->
            part instanceof Part.Constant(String text) && !NO_COMMAND.matcher(text).matches());
  }
}
