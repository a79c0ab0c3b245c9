// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.conformance.TestReport;
import dev.demarc.conformance.Trial;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Verdict;
import dev.demarc.contract.source.ContractReader;
import dev.demarc.pipeline.Counterexamples;
import dev.demarc.pipeline.TrialViews;
import dev.demarc.pipeline.stage.Shown;
import dev.demarc.pipeline.work.Workspace;
import dev.demarc.report.Style;
import dev.demarc.report.run.TrialJson;
import dev.demarc.report.run.TrialText;
import dev.demarc.report.run.TrialView;
import java.io.IOException;
import java.nio.file.Files;
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
  public Exit run(ParseResult given, Session session) throws IOException, InterruptedException {
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
    Counterexamples failing = new Counterexamples(folder(contract, report), session.cwd());
    failing.write(report, contract.input().mediaType());
    TrialView view = TrialViews.of(report, failing);
    if (json) {
      console.text(TrialJson.of(view, report.verdict()));
    } else {
      new TrialText(console.outStyle()).of(view).forEach(console::line);
      if (!(report.verdict() instanceof Verdict.Kept)) {
        console.line("Reproduce: " + reproduce(failing, file, session));
      }
      console.line(new TrialText(console.outStyle()).lastLine(view, report.verdict()));
    }
    Exit exit = Exit.of(report.verdict(), contract.tests().undecidedFails());
    return report.budgetGone() && !exit.equals(Exit.BROKEN) ? Exit.TIMEOUT : exit;
  }

  /** What shows the break by itself when there is one, else the test again. */
  private static String reproduce(Counterexamples failing, Path file, Session session) {
    String program = Shown.word(session.program());
    String contract = Shown.word(session.shown(file));
    return Style.safe(
        failing
            .smallest()
            .map(input -> Counterexamples.command(program, contract, input, session.cwd()))
            .orElse(program + " contract test " + contract));
  }

  /**
   * Where failing inputs are kept: the working directory of the repository, else a folder for
   * temporary files; both only when there are some.
   */
  private static Path folder(Contract contract, TestReport report) throws IOException {
    Path start = contract.folder().toAbsolutePath();
    if (report.checks().stream().noneMatch(check -> check.counterexample().isPresent())) {
      return start;
    }
    for (Path at = start; at != null; at = at.getParent()) {
      if (Files.exists(at.resolve(".git"))) {
        return Workspace.at(at).resolve("test").resolve(contract.metadata().name());
      }
    }
    return Files.createTempDirectory("demarc-test-");
  }
}
