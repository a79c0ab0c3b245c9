// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Contract;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Reading;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Runs every rule over a contract that was read. */
public final class Lint {
  private Lint() {}

  /**
   * What was found.
   *
   * @param problems everything that is wrong with the contract, problems of reading included, in
   *     order of place
   * @param ignored how many findings a mark in the file suppresses
   */
  public record Report(List<Problem> problems, int ignored) {
    /** Copies the list. */
    public Report {
      problems = List.copyOf(problems);
    }
  }

  /** Everything that is wrong with the contract; marks are judged by today's date in UTC. */
  public static List<Problem> check(Reading reading) {
    return report(reading, LocalDate.now(ZoneOffset.UTC)).problems();
  }

  /**
   * Everything that is wrong with the contract on a day. Only the marks {@code # demarc:ignore RULE
   * until=DATE reason=…} depend on it.
   */
  public static Report report(Reading reading, LocalDate today) {
    Findings findings = new Findings(reading);
    StructureRules.check(findings);
    if (reading.contract().isPresent()) {
      Contract contract = reading.contract().get();
      ComponentRules.check(findings, contract);
      reading.schemas().forEach((pointer, schema) -> SchemaRules.check(findings, pointer, schema));
      InputRules.check(findings, contract);
      OutputRules.check(findings, contract);
      LifecycleRules.check(findings, contract);
      ResourceRules.check(findings, contract);
      TestRules.check(findings, contract);
    }
    Ignores.Applied applied = Ignores.of(reading.document()).apply(findings.problems(), today);
    List<Problem> all = new ArrayList<>(reading.problems());
    all.addAll(applied.problems());
    return new Report(all.stream().sorted(Problem.BY_PLACE).distinct().toList(), applied.ignored());
  }
}
