// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RequestCost;
import dev.demarc.identify.Severity;
import dev.demarc.identify.Undecided.Reason;
import dev.demarc.identify.forensics.Judgement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The same bundles, with other costs stated than those that they were made with. */
class QuotaUnderBurstTest {
  private static final Path HOME = Path.of("src/main/java/dev/demarc/risks/cpuquota/fixtures");

  private static Watch bundle(String name) throws IOException {
    return Bundle.read(HOME.resolve(name), "b").watch().orElseThrow();
  }

  private static List<Judgement> say(Watch watch, long micros) {
    return new QuotaUnderBurst()
        .judge(new Evidence(List.of(new RequestCost(Duration.ofNanos(micros * 1000)), watch)))
        .toList();
  }

  private static Judgement.Found found(String name, long micros) throws IOException {
    assertThat(say(bundle(name), micros)).singleElement().isInstanceOf(Judgement.Found.class);
    return (Judgement.Found) say(bundle(name), micros).getFirst();
  }

  private static Judgement.Open open(String name, long micros) throws IOException {
    assertThat(say(bundle(name), micros)).singleElement().isInstanceOf(Judgement.Open.class);
    return (Judgement.Open) say(bundle(name), micros).getFirst();
  }

  @Test
  void oneRequestIsStoppedOnceForEachQuotaThatItUsesUp() throws IOException {
    String one = "quota-under-burst/bad-twelve";
    assertThat(found(one, 10_000).message()).endsWith(": one alone uses it up.");
    assertThat(found(one, 10_001).message()).contains("one alone is stopped once,");
    assertThat(found(one, 20_000).message()).contains("one alone is stopped once,");
    assertThat(found(one, 25_000).message()).contains("one alone is stopped 2 times,");
    assertThat(say(bundle(one), 9_999)).singleElement().isInstanceOf(Judgement.Not.class);
  }

  @Test
  void remedyIsOneThatTheKernelTakes() throws IOException {
    String one = "quota-under-burst/bad-twelve";
    assertThat(found(one, 12_000).remedy().orElseThrow())
        .contains("(20 ms in 200 ms)", "a burst of 10 ms");
    assertThat(found(one, 25_000).remedy().orElseThrow())
        .contains("(30 ms in 300 ms)")
        .doesNotContain("burst");
    assertThat(found(one, 150_000).remedy().orElseThrow()).doesNotContain("longer period");
  }

  @Test
  void burstThatCarriesOneRequestLowersIt() throws IOException {
    String saving = "quota-under-burst/bad-burst";
    assertThat(found(saving, 12_000).severity()).contains(Severity.LOW);
    assertThat(found(saving, 20_000).severity()).contains(Severity.LOW);
    assertThat(found(saving, 20_001).severity()).isEqualTo(Optional.empty());
  }

  @Test
  void quotaAboveCountsAndASiblingThatIsNotHeldDoesNot() throws IOException {
    assertThat(found("quota-under-burst/bad-parent", 15_000).evidence().getFirst().spot().file())
        .endsWith("services/pod/cpu.cfs_quota_us");
    Judgement.Open sibling = open("throttled/good-idle-sibling", 12_000);
    assertThat(sibling.reason()).isEqualTo(Reason.AMBIGUOUS);
    assertThat(sibling.message()).contains("held 0 s");
  }

  @Test
  void fewPeriodsAndUnseenGroupsAreUndecided() throws IOException {
    assertThat(open("quota-under-burst/good-waits", 12_000).reason()).isEqualTo(Reason.AMBIGUOUS);
    // from inside, a container shows no group above its own
    Judgement.Open inside = open("throttled/good-in-container", 1);
    assertThat(inside.reason()).isEqualTo(Reason.NOT_COLLECTED);
    assertThat(inside.next()).extracting(NextStep::command).allMatch(one -> one.contains("1us"));
  }

  @Test
  void withoutACostOnlyAGroupThatIsStoppedIsAskedAbout() throws IOException {
    Evidence stopped = new Evidence(List.of(bundle("quota-under-burst/bad-twelve")));
    assertThat(new QuotaUnderBurst().judge(stopped))
        .singleElement()
        .isInstanceOfSatisfying(
            Judgement.Open.class,
            one ->
                assertThat(one.next())
                    .extracting(NextStep::command)
                    .anyMatch(command -> command.endsWith("--request-cpu 12ms")));
    Evidence free = new Evidence(List.of(bundle("quota-under-burst/good-below")));
    assertThat(new QuotaUnderBurst().judge(free)).isEmpty();
  }
}
