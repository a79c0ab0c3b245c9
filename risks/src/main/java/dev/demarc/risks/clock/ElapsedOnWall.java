// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Elapsed time is measured from a reading whose monotonic part was taken away. */
final class ElapsedOnWall implements Rule {
  /** Words of somebody who means the wall clock; the name of this rule is none of them. */
  private static final Pattern MEANT = Pattern.compile("(?<![-\\w])(wall|monotonic|align)");

  /** A comment so many lines away still speaks about the line. */
  private static final int NEAR = 3;

  @Override
  public RuleId id() {
    return RuleId.of("clock/elapsed-on-wall");
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
    return "time.Now carries a monotonic reading, and UTC, In, Local, Round and Truncate take it off."
        + " What is left is the wall clock: when NTP or a resumed machine steps it, the difference is"
        + " wrong or negative. The clock itself is right.";
  }

  @Override
  public String fix() {
    return "Keep start := time.Now() for elapsed time, and call UTC() only where the value is printed"
        + " or stored.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence.of(GoPackage.class).flatMap(ElapsedOnWall::inPackage);
  }

  private static Stream<Match> inPackage(GoPackage in) {
    Map<Node, Match> byReading = new LinkedHashMap<>();
    for (GoFile file : in.files()) {
      if (!CodeRole.isOther(file.path())
          && !file.isGenerated()
          && file.imported("time").isPresent()) {
        for (Node node : file.root().walk()) {
          if (node.is(Kind.CALL)) {
            stripped(in, node)
                .filter(reading -> !isMeant(in, reading.whole()) && !isMeant(in, node))
                .ifPresent(reading -> byReading.putIfAbsent(reading.whole(), match(reading, node)));
          }
        }
      }
    }
    return byReading.values().stream();
  }

  private static Match match(Reading reading, Node elapsed) {
    return Match.at(
            reading.whole().place(),
            reading.stripped().orElse("")
                + " takes the monotonic reading off, and line "
                + elapsed.line()
                + " measures elapsed time with it: a step of the wall clock changes the result.")
        .with("go", CodeRole.brief(elapsed), elapsed.place());
  }

  /** The stripped reading behind a call that measures elapsed time. */
  private static Optional<Reading> stripped(GoPackage in, Node call) {
    if (in.isCall(call, "time", "Since") || in.isCall(call, "time", "Until")) {
      return call.child(1)
          .flatMap(value -> Reading.of(in, value))
          .filter(reading -> reading.stripped().isPresent() && !call.contains(reading.now()));
    }
    Node function = call.child(0).orElse(call);
    boolean sub =
        function.is(Kind.SELECTOR)
            && function.child(1).filter(name -> name.text().equals("Sub")).isPresent();
    if (!sub || call.child(1).isEmpty()) {
      return Optional.empty();
    }
    Optional<Reading> later = function.child(0).flatMap(value -> Reading.of(in, value));
    Optional<Reading> earlier = call.child(1).flatMap(value -> Reading.of(in, value));
    boolean two =
        later.isPresent() && earlier.isPresent() && !later.get().now().equals(earlier.get().now());
    return two
        ? Stream.of(earlier.get(), later.get())
            .filter(reading -> reading.stripped().isPresent())
            .findFirst()
        : Optional.empty();
  }

  private static boolean isMeant(GoPackage in, Node node) {
    int line = node.line();
    return in.file(node).comments().stream()
        .filter(comment -> Math.abs(comment.line() - line) <= NEAR)
        .anyMatch(comment -> MEANT.matcher(comment.text().toLowerCase(Locale.ROOT)).find());
  }
}
