// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Risk;
import dev.demarc.identify.forensics.ForensicRule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rules that look at a host say less of broken files, and never fail. */
class BrokenHostTest {
  /** Rounds of the short fuzz; more by {@code -Ddemarc.fuzz=100000}. */
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz", 500);

  private static final Path RISKS = Path.of("src/main/java/dev/demarc/risks");

  private static final List<String> BUNDLES =
      List.of(
          "processboundary/fixtures/long-lived-child/bad-behind-shell",
          "processboundary/fixtures/zombie-children/bad-growing",
          "processboundary/fixtures/orphaned-component/bad-three",
          "processboundary/fixtures/no-cgroup-limit/bad-python",
          "processboundary/fixtures/inherits-listener/bad-python",
          "observabilitygap/fixtures/foreign-child-cpu/bad-python",
          "observabilitygap/fixtures/short-child-cpu/bad-old-go",
          "socketactivation/fixtures/activation-ignored/bad-live-other-pid",
          "socketactivation/fixtures/backlog-without-acceptor/bad-no-service");

  /** What numbers turn into: nothing, the largest, less than nothing, no number. */
  private static final List<String> NUMBERS =
      List.of("", "0", "-1", "99999999999999999999", "9223372036854775807", "x", "1e9", "\0");

  private static final List<ForensicRule> RULES =
      ServiceLoader.load(Risk.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(risk ->
              Set.of("process-boundary", "observability-gap", "socket-activation")
                  .contains(risk.id()))
          .flatMap(risk -> risk.rules().stream())
          .filter(ForensicRule.class::isInstance)
          .map(ForensicRule.class::cast)
          .toList();

  private static int judgements(Watch watch) {
    Evidence evidence = new Evidence(List.of(watch));
    return RULES.stream().mapToInt(rule -> rule.judge(evidence).toList().size()).sum();
  }

  private static Snapshot broken(Snapshot from, Random random) {
    Snapshot.Builder into = Snapshot.at(from.at());
    List<String> names = List.copyOf(from.files().keySet());
    String victim = names.get(random.nextInt(names.size()));
    from.files()
        .forEach(
            (name, bytes) -> into.file(name, name.equals(victim) ? broken(bytes, random) : bytes));
    boolean links = random.nextInt(4) == 0;
    from.links()
        .forEach((name, target) -> {
          if (!links || random.nextInt(3) > 0) {
            into.link(name, links && random.nextInt(5) == 0 ? target + "]" : target);
          }
        });
    return into.build();
  }

  private static byte[] broken(byte[] bytes, Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 1 -> {
        byte[] flipped = bytes.clone();
        for (int i = 0; i < 4 && flipped.length > 0; i++) {
          flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        yield flipped;
      }
      default -> {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        String[] words = text.split(" ", -1);
        words[random.nextInt(words.length)] = NUMBERS.get(random.nextInt(NUMBERS.size()));
        yield String.join(" ", words).getBytes(StandardCharsets.ISO_8859_1);
      }
    };
  }

  @Test
  void brokenFilesOfAHostAreJudgedWithoutFailing() throws IOException {
    Random random = new Random(4711);
    int whole = 0;
    int said = 0;
    for (String name : BUNDLES) {
      Watch watch = Bundle.read(RISKS.resolve(name), "fixture").watch().orElseThrow();
      whole += judgements(watch);
      for (int round = 0; round < ROUNDS / BUNDLES.size(); round++) {
        List<Snapshot> looks = new ArrayList<>(watch.snapshots());
        for (int i = 0; i < 1 + round % 3; i++) {
          int at = random.nextInt(looks.size());
          looks.set(at, broken(looks.get(at), random));
        }
        said += judgements(new Watch("fixture", watch.target(), watch.pids(), looks));
      }
    }
    assertThat(whole).as("judgements of the whole bundles").isGreaterThan(20);
    assertThat(said).as("judgements of the broken ones").isPositive();
  }
}
