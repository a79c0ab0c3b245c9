// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.make.MakeVariable;
import dev.demarc.evidence.make.Makefile;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A value changes with each build of the same source. */
final class NonreproducibleValue implements Rule {
  private static final String EPOCH = "SOURCE_DATE_EPOCH";

  private static final Pattern COMMAND =
      Pattern.compile("(?:[`(]|\\$\\(shell )\\s*(?:date|whoami|hostname)\\b");

  /** Of goreleaser and promu. */
  private static final Pattern TEMPLATE =
      Pattern.compile("\\{\\{ ?(?:\\.Date|\\.Timestamp|\\.Now|date|user|host|time)\\b");

  @Override
  public RuleId id() {
    return RuleId.of("link-flags/nonreproducible-value");
  }

  @Override
  public Severity severity() {
    return Severity.LOW;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "Two builds of one commit differ, so that neither a cache nor a check of what was"
        + " published can tell them from builds of different source. Go's own builds are"
        + " reproducible.";
  }

  @Override
  public String fix() {
    return "Take the date of the commit (git log -1 --format=%cI, or .CommitDate in goreleaser), or"
        + " let debug.ReadBuildInfo tell vcs.time and vcs.revision.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Set<String> epoch = new HashSet<>();
    evidence
        .of(Setting.class)
        .filter(one -> one.name().equals(EPOCH) || one.value().contains(EPOCH))
        .forEach(one -> epoch.add(one.place().file()));
    evidence
        .of(Makefile.class)
        .filter(file -> file.variables().stream().anyMatch(NonreproducibleValue::isEpoch))
        .forEach(file -> epoch.add(file.path()));
    return LinkTexts.injections(evidence)
        .filter(one -> !one.in().foreign() && !epoch.contains(one.place().file()))
        .flatMap(one -> source(one.resolved()).map(what -> match(one, what)).stream());
  }

  private static boolean isEpoch(MakeVariable one) {
    return one.name().equals(EPOCH) || one.value().contains(EPOCH);
  }

  private static Match match(Injection one, String what) {
    return Match.at(
        one.place(), "-X " + one.target() + " takes " + what + ": no two builds are equal.");
  }

  /** What a value comes from, when that differs from build to build. */
  private static Optional<String> source(String value) {
    if (value.contains(EPOCH) || value.contains("git ") || value.contains("Commit")) {
      return Optional.empty();
    }
    if (COMMAND.matcher(value).find()) {
      String name = value.contains("date") ? "the date of the build" : "who or where it was built";
      return Optional.of(name);
    }
    if (TEMPLATE.matcher(value).find()) {
      return Optional.of("the date or the place of the build");
    }
    return Optional.empty();
  }
}
