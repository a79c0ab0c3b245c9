// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.lint.Lint;
import dev.demarc.contract.source.ContractReader;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Severity;
import dev.demarc.report.contract.LintJson;
import dev.demarc.report.contract.LintText;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code contract lint FILE}. */
final class ContractLint implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(Options.file("FILE", "the contract"))
        .addOption(Options.format());
  }

  @Override
  public Exit run(ParseResult given, Session session) throws NoSuchFileException {
    String name = given.matchedPositionalValue(0, "");
    Path file = session.path(name);
    if (!Files.isRegularFile(file)) {
      throw Options.missing(name, file);
    }
    List<Problem> problems = Lint.check(ContractReader.examine(session.opened(file)));
    if (Options.json(given)) {
      session.console().text(LintJson.of(problems));
    } else {
      new LintText(session.console().outStyle())
          .of(session.shown(file), problems)
          .forEach(session.console()::line);
    }
    return problems.stream().anyMatch(problem -> problem.severity() == Severity.HIGH)
        ? Exit.BROKEN
        : Exit.PASS;
  }
}
