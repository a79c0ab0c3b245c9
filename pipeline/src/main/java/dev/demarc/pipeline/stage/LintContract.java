// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Verdict;
import dev.demarc.contract.lint.Lint;
import dev.demarc.contract.source.ContractReader;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Reading;
import dev.demarc.contract.source.Severity;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads the contract and says what is wrong with it. */
public final class LintContract implements Stage<LintContract.Order, LintContract.Linted> {
  /**
   * What is asked for.
   *
   * @param source that holds the contract
   * @param cwd folder of the caller, for places in messages
   */
  public record Order(Source source, Path cwd) {}

  /**
   * A contract that can be used.
   *
   * @param contract the model
   * @param problems what else is to be said about it
   */
  public record Linted(Contract contract, List<Problem> problems) {
    /** Copies the list. */
    public Linted {
      problems = List.copyOf(problems);
    }
  }

  @Override
  public String name() {
    return "lint";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("contract " + order.source().contractFile());
  }

  @Override
  public Outcome<Linted> run(Order order, Place place) throws IOException {
    Source source = order.source();
    Reading reading = ContractReader.examine(source.contractPath());
    LocalDate day = source.commit().time().atZone(ZoneOffset.UTC).toLocalDate();
    List<Problem> problems = Lint.report(reading, day).problems();
    List<String> lines =
        problems.stream().map(problem -> shown(problem, order.cwd()).text()).toList();
    if (reading.contract().isEmpty()) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          Shown.path(source.contractPath(), order.cwd())
              + " is no valid contract: "
              + count(problems.size(), "problem"),
          lines,
          "correct the file at the places named");
    }
    Contract contract = reading.contract().get();
    final long high =
        problems.stream().filter(problem -> problem.severity() == Severity.HIGH).count();
    String detail =
        contract.metadata().name()
            + " "
            + contract.metadata().version()
            + (problems.isEmpty() ? "" : ", " + count(problems.size(), "finding"));
    Linted linted = new Linted(contract, problems);
    List<String> made = List.of("contract " + contract.digest());
    if (high == 0) {
      return Outcome.kept(detail, made, linted);
    }
    return new Outcome<>(Verdict.broken(), detail, made, linted, Optional.empty())
        .stopping(
            new Outcome.Stop(
                Outcome.Ending.BROKEN,
                "the contract has " + count((int) high, "error"),
                lines,
                "correct the file at the places named"));
  }

  private static Problem shown(Problem problem, Path cwd) {
    return new Problem(
        problem.rule(),
        problem.severity(),
        Path.of(Shown.path(problem.file(), cwd)),
        problem.line(),
        problem.column(),
        problem.pointer(),
        problem.message(),
        problem.fix());
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
