// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A name that io/fs refuses stands in the source. */
final class InvalidNameLiteral implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("fs-paths/invalid-name-literal");
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
    return "io/fs checks a name and cleans nothing: it answers \"invalid argument\" or \"file does not exist\","
        + " and Glob answers with no matches and no error. http.Dir and the os functions clean, so that"
        + " the same text works there.";
  }

  @Override
  public String fix() {
    return "Write the name from the root of the file system: a/b, without dots, and without a slash at either"
        + " end. The root itself is a dot.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return FsSink.in(evidence).flatMap(sink -> match(sink).stream());
  }

  private static Optional<Match> match(FsSink sink) {
    List<Words.Part> parts = new Words(sink.in()).parts(sink.name());
    Optional<String> whole =
        parts.isEmpty()
            ? Optional.of("")
            : constant(parts.getFirst()).filter(t -> parts.size() == 1);
    Optional<String> fault =
        whole.isPresent()
            ? FsName.fault(whole.get())
            : constant(parts.getFirst()).flatMap(FsName::faultOfStart);
    return fault.map(what -> found(sink, what, whole));
  }

  private static Optional<String> constant(Words.Part part) {
    return part instanceof Words.Part.Constant(String text) ? Optional.of(text) : Optional.empty();
  }

  private static Match found(FsSink sink, String fault, Optional<String> whole) {
    String message =
        "The "
            + (sink.pattern() ? "pattern" : "name")
            + whole.filter(text -> text.length() < 60).map(text -> " \"" + text + "\"").orElse("")
            + " of "
            + sink.how()
            + " "
            + fault
            + (sink.pattern() ? ": it matches nothing." : ": io/fs refuses it.");
    Match match = Match.at(sink.name().place(), message);
    Node name = sink.name();
    return whole
        .filter(text -> name.is(Kind.LITERAL) && name.text().equals('"' + text + '"'))
        .flatMap(FsName::meant)
        .map(meant -> match.edit(name.place(), '"' + meant + '"'))
        .orElse(match);
  }
}
