// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.LocalValues;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A name for io/fs is put together with the separator of the system. */
final class OsSeparator implements Rule {
  private static final List<String> OF_SYSTEM = List.of("Join", "Clean", "FromSlash", "Rel");

  @Override
  public RuleId id() {
    return RuleId.of("fs-paths/os-separator");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "path/filepath joins with a backslash on Windows, and io/fs takes slashes on every system: the file"
        + " is not found there, although it is in the binary.";
  }

  @Override
  public String fix() {
    return "Use path.Join for names of io/fs, or filepath.ToSlash at the border.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return FsSink.in(evidence)
        .filter(sink -> CustomFsUnvalidated.in(sink.in()).findAny().isEmpty())
        .flatMap(sink -> match(sink).stream());
  }

  private static Optional<Match> match(FsSink sink) {
    return made(sink.in(), sink.name())
        .map(made -> {
          String function = made.child(0).flatMap(f -> f.child(1)).map(Node::text).orElse("");
          String message =
              "filepath."
                  + function
                  + " makes this name of "
                  + sink.how()
                  + ": on Windows it has"
                  + " backslashes, which io/fs does not take";
          Match match = Match.at(sink.name().place(), message + ".");
          if (isNeverOnWindows(sink)) {
            match =
                Match.at(sink.name().place(), message + "; this file is not built there.")
                    .as(Severity.LOW);
          }
          return made.equals(sink.name()) ? match : match.with("go", made.text(), made.place());
        });
  }

  /** The call of path/filepath that a name comes from, whichever way it was given. */
  private static Optional<Node> made(GoPackage in, Node name) {
    if (name.is(Kind.IDENT)) {
      return LocalValues.of(in, name)
          .filter(values ->
              values.stream()
                  .allMatch(value -> value.result() == 0 && isOfSystem(in, value.expression())))
          .flatMap(values -> values.stream().findFirst())
          .map(LocalValues.Value::expression);
    }
    return Optional.of(name).filter(call -> isOfSystem(in, call));
  }

  private static boolean isOfSystem(GoPackage in, Node call) {
    return OF_SYSTEM.stream().anyMatch(name -> in.isCall(call, "path/filepath", name));
  }

  private static boolean isNeverOnWindows(FsSink sink) {
    return sink.in().file(sink.call()).comments().stream()
        .map(comment -> comment.text())
        .filter(text -> text.startsWith("//go:build "))
        .anyMatch(text -> text.contains("!windows") || text.endsWith(" linux"));
  }
}
