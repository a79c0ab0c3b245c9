// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.identify.RuleId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code dev new-rule RISK/RULE}: the files of a rule, still to be written, in a checkout. */
final class DevNewRule implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(
            Options.file("RISK/RULE", "lower-case words joined by -; a new risk is made too"));
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException {
    RuleId id = id(given.matchedPositionalValue(0, ""));
    if (Explain.catalogue().rule(id).isPresent()) {
      throw usage(id + " exists already", "see demarc explain " + id);
    }
    NewRule made = new NewRule(checkout(session.cwd()), id);
    List<Path> files = made.write();
    files.forEach(file -> session.console().line("  " + session.shown(file)));
    session.console().line("");
    session.console().line("Next: write the class, its three bad and three good fixtures, and its");
    session
        .console()
        .line("section of the README; whatever says " + NewRule.MARK + " fails the test.");
    session.console().line("  ./mvnw -q spotless:apply -pl risks");
    session
        .console()
        .line("  ./mvnw -q -pl risks -am test -Dtest=EveryRiskTest   says what is missing");
    session.console().line("  ./demarc dev risks-page > docs/risks.md");
    return Exit.PASS;
  }

  private static RuleId id(String text) {
    try {
      return RuleId.of(text);
    } catch (IllegalArgumentException notOne) {
      throw usage(
          "'" + text + "' is no id of a rule",
          "write risk/rule, each of one to five lower-case words joined by -: clock/sleep-in-loop");
    }
  }

  /** The root of the checkout that the caller stands in. */
  private static Path checkout(Path cwd) {
    for (Path at = cwd; at != null; at = at.getParent()) {
      if (Files.isDirectory(at.resolve(NewRule.HOME))
          && Files.isRegularFile(at.resolve("pom.xml"))) {
        return at;
      }
    }
    throw usage(
        "this is no checkout of Demarc: there is no " + NewRule.HOME + " here or above",
        "go to the root of the checkout");
  }

  private static DemarcException usage(String what, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, what, remedy);
  }
}
