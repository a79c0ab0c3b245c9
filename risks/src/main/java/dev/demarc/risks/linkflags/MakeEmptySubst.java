// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.make.MakeReference;
import dev.demarc.evidence.make.Makefile;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Set;
import java.util.stream.Stream;

/** Make reads a command as the name of a variable. */
final class MakeEmptySubst implements Rule {
  private static final Set<String> COMMANDS =
      Set.of(
          "awk",
          "cat",
          "curl",
          "date",
          "docker",
          "find",
          "git",
          "go",
          "gofmt",
          "goimports",
          "grep",
          "hostname",
          "id",
          "sed",
          "uname",
          "whoami");

  @Override
  public RuleId id() {
    return RuleId.of("link-flags/make-empty-subst");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "Make expands $(…) before any shell sees it, as a variable or a function of its own. A"
        + " command is neither, and a variable that does not exist is an empty text, without"
        + " a warning.";
  }

  @Override
  public String fix() {
    return "Write $(shell …) in a variable, or $$(…) in a recipe, which leaves it to the shell.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence.of(Makefile.class).flatMap(MakeEmptySubst::findIn);
  }

  private static Stream<Match> findIn(Makefile file) {
    return file.references().stream()
        .filter(one -> COMMANDS.contains(one.name()) && one.text().contains(" "))
        .filter(one -> file.variables().stream().noneMatch(v -> v.name().equals(one.name())))
        .map(MakeEmptySubst::match);
  }

  private static Match match(MakeReference one) {
    String text = one.text().length() > 60 ? one.name() + " …" : one.text();
    Match match =
        Match.at(
            one.place(), "Make expands $(" + text + ") to nothing: it is no function of Make.");
    boolean oneLine = one.place().line() == one.place().endLine();
    return oneLine ? match.edit(one.place(), "$(shell " + one.text() + ")") : match;
  }
}
