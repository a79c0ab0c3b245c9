// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.host.Tool;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets a new process verify what was written, from the layout alone: it shares neither memory nor
 * parsing with what wrote it.
 */
public final class VerifyBack implements Stage<VerifyBack.Order, Integer> {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /**
   * What is verified.
   *
   * @param self command that starts another Demarc
   * @param layout that was written
   * @param key public key in PEM
   * @param log of the repository
   * @param artifact digest that must be found
   */
  public record Order(List<String> self, Path layout, Path key, Path log, String artifact) {
    /** Copies the list. */
    public Order {
      self = List.copyOf(self);
    }
  }

  @Override
  public String name() {
    return "verify-back";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of("artifact " + order.artifact());
  }

  @Override
  public Outcome<Integer> run(Order order, Place place) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(order.self().subList(1, order.self().size()));
    arguments.addAll(List.of("verify", order.layout().toString()));
    arguments.addAll(List.of("--key", order.key().toString()));
    arguments.addAll(List.of("--log", order.log().toString(), "--format", "json"));
    Tool.Result said =
        Tool.of(order.self().getFirst())
            .in(place.folder())
            .within(DEADLINE)
            .run(new byte[0], arguments);
    JsonNode report = parse(said);
    int checks = report.path("checks").size();
    boolean same = order.artifact().equals(report.path("artifact").asString(""));
    List<String> bad =
        report
            .path("checks")
            .valueStream()
            .filter(check -> !check.path("verdict").asString("").equals("kept"))
            .filter(check -> !check.path("reason").asString("").equals("not-promised"))
            .map(
                check -> check.path("name").asString("") + ": " + check.path("detail").asString(""))
            .toList();
    if (said.exit() == 0 && same && checks > 0) {
      return Outcome.kept(checks + " checks in a new process", List.of("checks " + checks), checks);
    }
    boolean undecided = said.exit() == 3;
    return new Outcome<>(
            undecided ? Verdict.undecided(Reason.UNAVAILABLE) : Verdict.broken(),
            "does not verify",
            List.of("checks " + checks),
            checks,
            Optional.<Outcome.Stop>empty())
        .stopping(
            new Outcome.Stop(
                undecided ? Outcome.Ending.UNDECIDED : Outcome.Ending.BROKEN,
                same ? "the layout does not verify" : "the layout holds another artifact",
                bad,
                "run it again; if it stays so, the disk or another program changes "
                    + order.layout()));
  }

  private static JsonNode parse(Tool.Result said) {
    try {
      JsonNode report = JsonMapper.shared().readTree(said.stdout());
      if (report.has("checks")) {
        return report;
      }
    } catch (JacksonException e) {
      // said below with what the process wrote
    }
    throw new DemarcException(
        DemarcException.Kind.CANNOT,
        "the verifying process ended with " + said.exit() + " and no report: " + said.problem(),
        "start Demarc by its launcher and run this again");
  }
}
