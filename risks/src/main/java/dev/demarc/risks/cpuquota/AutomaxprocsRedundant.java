// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.evidence.gomod.GoVersion;
import dev.demarc.evidence.gosource.Comment;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoImport;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.Optional;
import java.util.stream.Stream;

/** A library sets GOMAXPROCS once, where the runtime would follow the limit. */
final class AutomaxprocsRedundant implements Rule {
  private static final String LIBRARY = "go.uber.org/automaxprocs";

  @Override
  public RuleId id() {
    return RuleId.of("cpu-quota/automaxprocs-redundant");
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
  public String why() {
    return "Since Go 1.25 the runtime reads the CPU limit itself and follows it when it changes."
        + " The library calls runtime.GOMAXPROCS, and that call ends the following: a limit"
        + " that is raised later is not seen.";
  }

  @Override
  public String fix() {
    return "Remove the import and the requirement. To keep the library, set the godebug"
        + " containermaxprocs=0 on purpose.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Optional<GoMod> module = evidence.of(GoMod.class).findFirst();
    Optional<GoVersion> go = module.flatMap(GoMod::go).filter(one -> one.isAtLeast(1, 25));
    if (go.isEmpty() || module.filter(AutomaxprocsRedundant::asksForOld).isPresent()) {
      return Stream.empty();
    }
    return evidence
        .of(GoPackage.class)
        .filter(one -> one.files().stream().noneMatch(AutomaxprocsRedundant::asksForOld))
        .flatMap(one -> one.files().stream())
        .flatMap(file -> file.imports().stream())
        .filter(one -> one.path().equals(LIBRARY) || one.path().equals(LIBRARY + "/maxprocs"))
        .map(one -> match(one, go.get()));
  }

  private static Match match(GoImport one, GoVersion go) {
    String message =
        "automaxprocs with go "
            + go.text()
            + ": its call stops the runtime's own updates of GOMAXPROCS.";
    return Match.at(one.node().place(), message).with("gomod", "go " + go.text(), go.place());
  }

  /** A module that asks for the behaviour of before has a use for the library. */
  private static boolean asksForOld(GoMod module) {
    return module
        .all("godebug")
        .flatMap(line -> line.words().stream())
        .anyMatch(word -> word.startsWith("containermaxprocs=0") || word.startsWith("default="));
  }

  private static boolean asksForOld(GoFile file) {
    return file.comments().stream()
        .map(Comment::text)
        .anyMatch(text ->
            text.startsWith("//go:debug containermaxprocs=0")
                || text.startsWith("//go:debug default="));
  }
}
