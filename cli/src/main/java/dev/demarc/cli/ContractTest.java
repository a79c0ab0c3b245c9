// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.conformance.TestReport;
import dev.demarc.conformance.Trial;
import dev.demarc.contract.Contract;
import dev.demarc.contract.source.ContractReader;
import dev.demarc.report.run.TrialJson;
import dev.demarc.report.run.TrialText;
import dev.demarc.report.run.TrialView;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code contract test FILE}. */
final class ContractTest implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(Options.file("FILE", "the contract; its component is put on trial"))
        .addOption(Options.format());
  }

  @Override
  public Exit run(ParseResult given, Session session)
      throws NoSuchFileException, InterruptedException {
    boolean json = Options.json(given);
    String name = given.matchedPositionalValue(0, "");
    Path file = session.path(name);
    if (!Files.isRegularFile(file)) {
      throw Options.missing(name, file);
    }
    Contract contract = ContractReader.read(session.opened(file));
    Console console = session.console();
    TestReport report =
        Trial.run(
            contract,
            contract.folder(),
            (step, done, total) ->
                console.live("  " + step + " " + done + (total > 0 ? " of " + total : "")));
    TrialView view = TrialViews.of(report);
    if (json) {
      console.text(TrialJson.of(view, report.verdict()));
    } else {
      new TrialText(console.outStyle()).of(view).forEach(console::line);
      console.line("Reproduce: " + session.program() + " contract test " + session.shown(file));
      console.line(new TrialText(console.outStyle()).lastLine(view, report.verdict()));
    }
    Exit exit = Exit.of(report.verdict(), contract.tests().undecidedFails());
    return report.budgetGone() && !exit.equals(Exit.BROKEN) ? Exit.TIMEOUT : exit;
  }
}
