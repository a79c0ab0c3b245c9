// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.isolate.Setup;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real scripts, good and bad, on trial. */
class TrialTest {
  private static final String BASH = "#!/bin/bash\n";

  @TempDir private Path folder;

  private static TestReport run(Contract contract) throws InterruptedException {
    return Trial.run(contract, contract.folder(), Progress.none());
  }

  private TestReport run(String script) throws InterruptedException {
    return run(Scripts.contract(folder, script, "strip"));
  }

  private static CheckResult check(TestReport report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + name + Scripts.text(report)));
  }

  private static void assertBroken(TestReport report, String... names) {
    for (String name : names) {
      assertThat(check(report, name).verdict())
          .as(name + Scripts.text(report))
          .isEqualTo(Verdict.broken());
    }
  }

  private static void assertKept(TestReport report, Dimension... dimensions) {
    for (Dimension dimension : dimensions) {
      assertThat(report.dimensions().get(dimension))
          .as(dimension + Scripts.text(report))
          .isEqualTo(Verdict.kept());
    }
  }

  private static String shown(TestReport report, String name) {
    return new String(
        check(report, name).counterexample().orElseThrow().bytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void goodScriptBehindItsGateIsKept() throws InterruptedException {
    TestReport report = run(Scripts.BY_NAME);
    assertKept(report, Dimension.INPUT, Dimension.OUTPUT, Dimension.LIFECYCLE);
    assertThat(report.dimensions().get(Dimension.RESOURCES)).isNotEqualTo(Verdict.broken());
    assertThat(report.items().wrong() + report.items().lost()).as(Scripts.text(report)).isZero();
    assertThat(report.budgetGone()).isFalse();
  }

  @Test
  void markThatPassesTheGateBreaksTheOutput() throws InterruptedException {
    TestReport report = run(Scripts.contract(folder, Scripts.BY_NAME, "keep"));
    assertBroken(report, "input/bom", "output/schema", "output/mark-changes-nothing");
    assertThat(check(report, "output/schema").detail())
        .matches("item \\d+ /id: \".*\" does not match \\^R\\[0-9].*");
    assertKept(report, Dimension.LIFECYCLE);
    String smallest = shown(report, "output/mark-changes-nothing");
    assertThat(smallest).startsWith("\u00EF\u00BB\u00BFid,qty\n").hasSizeLessThan(24);
    assertThat(smallest.lines()).hasSize(2);
  }

  @Test
  void sameReportTwice() throws InterruptedException {
    Contract contract = Scripts.contract(folder, Scripts.BY_NAME, "keep");
    TestReport one = run(contract);
    TestReport two = run(contract);
    assertThat(one.checks())
        .extracting(CheckResult::name, CheckResult::verdict)
        .containsExactlyElementsOf(
            two.checks().stream()
                .map(check -> org.assertj.core.groups.Tuple.tuple(check.name(), check.verdict()))
                .toList());
    assertThat(one.items()).isEqualTo(two.items());
    assertThat(shown(one, "output/schema")).isEqualTo(shown(two, "output/schema"));
  }

  @Test
  void lostRowIsSeenAndShownAlone() throws InterruptedException {
    TestReport report = run(Scripts.BY_NAME.replace("{ print", "$(h[\"qty\"]) != 99 { print"));
    assertBroken(report, "output/conserve", "output/keys");
    assertThat(report.items().lost()).isPositive();
    assertThat(shown(report, "output/conserve")).matches("(?s)id,qty\nR[0-9]+,99\n?");
  }

  @Test
  void markInTheOutputIsSeen() throws InterruptedException {
    TestReport report =
        run(BASH + "printf '\\357\\273\\277'\n" + Scripts.BY_NAME.replace(BASH, ""));
    assertBroken(report, "output/bom");
  }

  @Test
  void noiseOnStandardErrorIsSeen() throws InterruptedException {
    TestReport report = run(BASH + "echo oops >&2\n" + Scripts.BY_NAME.replace(BASH, ""));
    assertBroken(report, "output/stderr");
    assertKept(report, Dimension.LIFECYCLE);
  }

  @Test
  void exitCodeThatIsNotAllowedIsSeen() throws InterruptedException {
    TestReport report = run(BASH + "cat > /dev/null\nexit 3\n");
    assertBroken(report, "lifecycle/exit");
    assertThat(check(report, "lifecycle/exit").detail()).contains("exit code 3");
    assertThat(report.items().lost()).isPositive();
  }

  @Test
  void refusalOfWhatTheContractAcceptsIsSeen() throws InterruptedException {
    TestReport report = run(BASH + "cat > /dev/null\nexit 65\n");
    assertBroken(report, "input/schema");
    assertKept(report, Dimension.LIFECYCLE);
    assertThat(report.items().lost()).isZero();
  }

  @Test
  void whatOutlivesTheCallIsSeenAndEnded() throws InterruptedException {
    String mark = "60.0" + ProcessHandle.current().pid();
    String forker =
        "(setsid bash -c 'trap \"\" TERM; exec sleep "
            + mark
            + "' < /dev/null > /dev/null 2>&1 &)\n";
    TestReport report = run(BASH + forker + Scripts.BY_NAME.replace(BASH, ""));
    assertBroken(report, "lifecycle/orphans");
    assertThat(check(report, "lifecycle/orphans").detail()).matches(".* \\((\\d+) of \\1 tried\\)");
    assertKept(report, Dimension.OUTPUT);
    assertThat(running(mark)).isZero();
  }

  @Test
  void everyMomentThatTheContractNamesIsTried() throws InterruptedException {
    TestReport report =
        run(
            Scripts.contract(
                folder,
                Scripts.BY_NAME,
                "strip",
                "seed: 1",
                "seed: 1\n    lifecycle: [sigterm-starting, sigterm-blocked-stdin, sigkill-recovery]"));
    assertKept(report, Dimension.LIFECYCLE);
    assertThat(check(report, "lifecycle/stop").detail())
        .contains("starting", "waiting for the rest", "answered after SIGKILL");
  }

  @Test
  void momentThatCannotBeTriedIsUndecided() throws InterruptedException {
    TestReport report =
        run(
            Scripts.contract(
                folder,
                Scripts.BY_NAME,
                "strip",
                "seed: 1",
                "seed: 1\n    lifecycle: [sigterm-idle, sigterm-full-stdout]"));
    CheckResult stop = check(report, "lifecycle/stop");
    assertThat(stop.verdict()).isEqualTo(Verdict.undecided(Reason.NOT_RUN));
    assertThat(stop.detail()).contains("sigterm-full-stdout");
  }

  @Test
  void deafnessToTheStopSignalIsSeen() throws InterruptedException {
    TestReport report =
        run(
            Scripts.contract(
                folder,
                BASH + "trap '' TERM\n" + Scripts.BY_NAME.replace(BASH, ""),
                "strip",
                "within: 1s",
                "within: 200ms"));
    assertBroken(report, "lifecycle/stop");
    assertKept(report, Dimension.OUTPUT);
  }

  @Test
  void lateAnswerIsSeen() throws InterruptedException {
    TestReport report =
        run(
            Scripts.contract(
                folder,
                BASH + "sleep 3\n" + Scripts.BY_NAME.replace(BASH, ""),
                "strip",
                "timeout: 2s",
                "timeout: 200ms",
                "cases: 1000",
                "cases: 20"));
    assertBroken(report, "lifecycle/timeout");
  }

  @Test
  void memoryOverTheLimitIsSeen() throws InterruptedException {
    String hog = "head -c 100000000 /dev/zero | tail -c 80000000 > /dev/null\n";
    TestReport report =
        run(
            Scripts.contract(
                folder,
                BASH + hog + Scripts.BY_NAME.replace(BASH, ""),
                "strip",
                "cases: 1000",
                "cases: 12"));
    Assumptions.assumeTrue(
        report.controls().stream()
            .anyMatch(control -> control.control().equals("memory") && control.enforced()),
        "this host limits no memory");
    assertBroken(report, "resources/memory");
  }

  @Test
  void withoutControlGroupsLimitsAreUndecidedAndTheRestIsKept() throws InterruptedException {
    Contract contract = Scripts.contract(folder, Scripts.BY_NAME, "strip");
    TestReport report =
        Trial.run(contract, contract.folder(), Setup.ofHost().withoutCgroups(), Progress.none());
    assertKept(report, Dimension.INPUT, Dimension.OUTPUT);
    assertThat(check(report, "resources/memory").verdict())
        .isEqualTo(Verdict.undecided(Reason.NOT_MEASURED));
    assertThat(check(report, "resources/pids").verdict())
        .isEqualTo(Verdict.undecided(Reason.NOT_ENFORCED));
    assertThat(check(report, "lifecycle/orphans").verdict())
        .isEqualTo(Verdict.undecided(Reason.NOT_MEASURED));
    assertThat(report.verdict()).isInstanceOf(Verdict.Undecided.class);
  }

  @Test
  void stopLeavesNothingBehind() throws Exception {
    String mark = "61.0" + ProcessHandle.current().pid();
    Contract contract =
        Scripts.contract(
            folder, BASH + "exec sleep " + mark + "\n", "strip", "timeout: 2s", "timeout: 60s");
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    Thread trial =
        Thread.ofPlatform()
            .start(() -> {
              try {
                run(contract);
                interrupted.complete(false);
              } catch (InterruptedException _) {
                interrupted.complete(true);
              }
            });
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (running(mark) == 0 && !interrupted.isDone() && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(running(mark)).isPositive();
    trial.interrupt();
    assertThat(interrupted.get(30, TimeUnit.SECONDS)).isTrue();
    assertThat(running(mark)).isZero();
  }

  private static long running(String mark) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(mark))
        .count();
  }

  @Test
  void ndjsonComponentIsTriedInTheSameWay() throws InterruptedException {
    Contract contract = Scripts.ndjson(folder, BASH + "cat\n");
    TestReport report = run(contract);
    assertKept(report, Dimension.INPUT, Dimension.OUTPUT, Dimension.LIFECYCLE);
    assertKept(report, Dimension.OUTPUT);
    TestReport other = run(Scripts.ndjson(folder, BASH + "awk '/7/ { next } { print }'\n"));
    assertBroken(other, "output/keys", "output/conserve");
    assertThat(shown(other, "output/keys").lines()).hasSize(1);
  }

  @Test
  void outputThatNobodyReadsIsNotCalledKept() throws InterruptedException {
    TestReport report =
        run(
            Scripts.contract(
                folder,
                Scripts.BY_NAME,
                "strip",
                "mediaType: application/x-ndjson",
                "mediaType: application/json-seq",
                "cases: 1000",
                "cases: 10"));
    for (String name : new String[] {"output/schema", "output/no-mark", "output/keys"}) {
      assertThat(check(report, name).verdict()).isEqualTo(Verdict.undecided(Reason.NOT_RUN));
      assertThat(check(report, name).detail()).contains("application/json-seq");
    }
  }

  @Test
  void casesBeyondTheBudgetAreNotCalledKept() throws InterruptedException {
    TestReport report =
        run(Scripts.contract(folder, Scripts.BY_NAME, "strip", "cases: 1000", "cases: 10"));
    assertThat(report.budgetGone()).isTrue();
    assertThat(check(report, "input/schema").verdict())
        .isEqualTo(Verdict.undecided(Reason.NOT_RUN));
  }

  @Test
  void missingScriptIsNoTrial() {
    Contract contract =
        Scripts.contract(folder, Scripts.BY_NAME, "strip", "[./run.sh]", "[./other.sh]");
    assertThatThrownBy(() -> run(contract))
        .isInstanceOf(DemarcException.class)
        .hasMessageContaining("no file ./other.sh");
  }
}
