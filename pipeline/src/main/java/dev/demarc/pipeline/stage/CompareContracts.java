// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.log.Entry;
import dev.demarc.pipeline.log.TileLog;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.util.List;
import java.util.Optional;

/**
 * Compares the contract with that of the last release in the log. So far it knows equal from
 * different; what a difference means to callers it cannot say, and says that.
 */
public final class CompareContracts
    implements Stage<CompareContracts.Order, Optional<Entry.Release>> {
  /**
   * What is compared.
   *
   * @param contract of this run
   * @param log of the repository
   */
  public record Order(Contract contract, TileLog log) {}

  @Override
  public String name() {
    return "diff";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("contract " + order.contract().digest());
  }

  @Override
  public Outcome<Optional<Entry.Release>> run(Order order, Place place) {
    Optional<Entry.Release> last = order.log().lastRelease(order.contract().metadata().name());
    if (last.isEmpty()) {
      return new Outcome<>(
          Verdict.undecided(Reason.NOT_APPLICABLE),
          "first release",
          List.of(),
          last,
          Optional.empty());
    }
    List<String> made = List.of("last " + last.get().contract());
    if (last.get().contract().toString().equals(order.contract().digest())) {
      return Outcome.kept("equal to the last release", made, last);
    }
    return new Outcome<>(
        Verdict.undecided(Reason.NO_WITNESS),
        "differs from the last release; what that means to callers is not known",
        made,
        last,
        Optional.empty());
  }
}
