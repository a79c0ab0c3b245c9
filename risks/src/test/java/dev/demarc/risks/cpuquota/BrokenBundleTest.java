// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Risk;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Files of a bundle that are cut, flipped or replaced: the rules say less, and never fail. {@code
 * -Dfuzz.rounds=N} runs as many rounds over all bundles, {@code -Dfuzz.seed=N} other ones.
 */
class BrokenBundleTest {
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks");
  private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 20);
  private static final long SEED = Long.getLong("fuzz.seed", 20_261_124L);

  private static final List<byte[]> JUNK =
      Stream.of(
              "",
              "\n\n\n",
              "max",
              "max max",
              "0 0",
              "-1",
              "9223372036854775807 9223372036854775807",
              "99999999999999999999999999",
              "nr_periods\nnr_throttled x\nthrottled_time 1",
              "nr_periods 100\nnr_throttled 999999999999999999\nthrottled_usec 999999999999999999",
              "0::/../../x",
              "0::" + "/a".repeat(100_000),
              "1:cpu:/burners\0\u001b[31m",
              "1 1 0:1 / / rw - cgroup2 none rw",
              "Cpus_allowed_list:\t0-99999999\nThreads:\t99999999999",
              "runtime go\ngo 1.999999\ngodebug containermaxprocs=")
          .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
          .toList();

  private static final List<ForensicRule> RULES =
      ServiceLoader.load(Risk.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(risk -> List.of("cpu-quota", "clock").contains(risk.id()))
          .flatMap(risk -> risk.rules().stream())
          .filter(ForensicRule.class::isInstance)
          .map(ForensicRule.class::cast)
          .toList();

  private static List<Watch> bundles() throws IOException {
    List<Watch> all = new ArrayList<>();
    for (String risk : List.of("cpuquota", "clock")) {
      try (Stream<Path> files = Files.walk(HOME.resolve(risk).resolve("fixtures"))) {
        for (Path file : files.filter(one -> one.endsWith(Bundle.MANIFEST)).sorted().toList()) {
          all.add(Bundle.read(file.resolveSibling(""), "b").watch().orElseThrow());
        }
      }
    }
    return all;
  }

  private static Watch changed(Watch watch, UnaryOperator<byte[]> change, Random random) {
    List<Snapshot> snapshots = new ArrayList<>();
    for (Snapshot snapshot : watch.snapshots()) {
      Snapshot.Builder into = Snapshot.at(snapshot.at());
      for (Map.Entry<String, byte[]> file : snapshot.files().entrySet()) {
        boolean gone = random.nextInt(40) == 0;
        boolean same = random.nextInt(3) > 0;
        if (!gone) {
          into.file(file.getKey(), same ? file.getValue() : change.apply(file.getValue()));
        }
      }
      snapshot.links().forEach(into::link);
      snapshots.add(into.build());
    }
    String target = random.nextBoolean() ? watch.target() : "host";
    return new Watch(watch.name(), target, watch.pids(), snapshots);
  }

  private static byte[] flipped(byte[] bytes, Random random) {
    byte[] other = bytes.clone();
    for (int i = 0; other.length > 0 && i < 1 + random.nextInt(4); i++) {
      other[random.nextInt(other.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return other;
  }

  private static int judge(Watch watch) {
    int said = 0;
    for (ForensicRule rule : RULES) {
      List<Judgement> all = rule.judge(new Evidence(List.of(watch))).toList();
      for (Judgement one : all) {
        assertThat(one.subject().words()).isNotEmpty().doesNotContainPattern("\\p{Cntrl}");
        if (one instanceof Judgement.Found found) {
          assertThat(found.message()).doesNotContainPattern("\\p{Cntrl}");
        }
      }
      said += all.size();
    }
    return said;
  }

  @Test
  void brokenFilesSayLessAndNeverFail() throws IOException {
    assertThat(RULES).hasSizeGreaterThanOrEqualTo(7);
    List<Watch> bundles = bundles();
    Random random = new Random(SEED);
    List<UnaryOperator<byte[]>> changes =
        List.of(
            bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)),
            bytes -> flipped(bytes, random),
            bytes -> JUNK.get(random.nextInt(JUNK.size())));
    long began = System.nanoTime();
    int runs = 0;
    int said = 0;
    for (int round = 0; round < ROUNDS; round++) {
      for (Watch watch : bundles) {
        for (UnaryOperator<byte[]> change : changes) {
          said += judge(changed(watch, change, random));
          runs++;
        }
      }
    }
    System.out.println(
        runs
            + " broken bundles of "
            + bundles.size()
            + ", "
            + said
            + " verdicts, no exception, seed "
            + SEED
            + ", "
            + Duration.ofNanos(System.nanoTime() - began).toMillis()
            + " ms");
    assertThat(runs).isEqualTo(ROUNDS * bundles.size() * changes.size());
  }

  @Test
  void aPathOfAnyDepthIsBounded() throws IOException {
    Watch watch = bundles().getFirst();
    Watch deep =
        changed(
            watch,
            bytes -> ("0::" + "/a".repeat(2_000)).getBytes(StandardCharsets.US_ASCII),
            new Random(1));
    assertThat(judge(deep)).isNotNegative();
  }
}
