// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Verdict;
import dev.demarc.host.Tool;
import dev.demarc.pipeline.work.Workspace;
import dev.demarc.report.run.StageView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineTest {
  private static final String GOOD = "tr a-z A-Z";

  @TempDir Path folder;

  @BeforeEach
  void needGit() {
    assumeTrue(Tool.find("git").isPresent(), "git is not installed");
  }

  @Test
  void twoClonesGiveEqualDigestsAndARepeatedRunTakesTheTestFromTheCache() throws Exception {
    Checkout origin = checkout(GOOD);
    Checkout one = origin.cloned(folder.resolve("here/one"));
    Checkout two = origin.cloned(folder.resolve("there/other"));
    PipelineResult first = one.run(one.request());
    PipelineResult second = two.run(two.request());
    assertThat(first.view().problem()).isEmpty();
    assertThat(first.ending()).isEqualTo(PipelineResult.Ending.PASSED);
    assertThat(first.manifests()).hasSize(9).isEqualTo(second.manifests());
    assertThat(folder.resolve("here/one/.demarc/layout/upper/index.json"))
        .hasSameBinaryContentAs(folder.resolve("there/other/.demarc/layout/upper/index.json"));
    PipelineResult again = one.run(one.request());
    assertThat(again.manifests()).isEqualTo(first.manifests());
    assertThat(stage(again, "test").cached()).isTrue();
    assertThat(stage(again, "diff").verdict()).isEqualTo(Verdict.kept());
    assertThat(stage(again, "log").detail()).contains("all entries were there");
    assertThat(one.halfWritten()).isEmpty();
    assertThat(folder.resolve("here/one/.demarc/runs/0002/test/stage.json")).exists();
    assertThat(folder.resolve("here/one/.demarc/runs/0002/test/package")).doesNotExist();
  }

  @Test
  void brokenComponentEndsAtTheTestAndNothingIsSigned() throws Exception {
    Checkout checkout = checkout("cat");
    PipelineResult result = checkout.run(checkout.request());
    assertThat(result.ending()).isEqualTo(PipelineResult.Ending.BROKEN);
    assertThat(result.view().problem().orElseThrow().stage()).isEqualTo("test");
    assertThat(result.manifests()).isEmpty();
    assertThat(result.layout()).isEmpty();
    assertThat(result.runFolder().resolve("test/counterexample.txt")).exists();
    assertThat(result.view().reproduce())
        .matches("\\./demarc run part/contract.yaml < .demarc/runs/0001/test/counterexample.txt");
    assertThat(stage(result, "sign").verdict().text()).isEqualTo("undecided (not-run)");
    assertThat(checkout.top.resolve(".demarc/layout")).doesNotExist();
  }

  @Test
  void dirtyTreeIsRefusedAndWithLeaveTriedButNotReleased() throws Exception {
    Checkout checkout = checkout(GOOD);
    Files.writeString(checkout.top.resolve("part/new file"), "x");
    assertThatThrownBy(() -> checkout.run(checkout.request()))
        .isInstanceOfSatisfying(
            DemarcException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(DemarcException.Kind.USAGE);
              assertThat(e.details()).containsExactly("part/new file");
              assertThat(e.remedy()).contains("--allow-dirty");
            });
    PipelineResult result = checkout.run(checkout.allowingDirty());
    assertThat(result.ending()).isEqualTo(PipelineResult.Ending.PASSED);
    assertThat(result.view().subject().dirty()).isTrue();
    assertThat(result.manifests())
        .doesNotContainKeys(
            "sig",
            "https://sigstore.dev/cosign/sign/v1",
            "https://in-toto.io/attestation/svr/v0.2");
    assertThat(result.layout()).contains(realTop(checkout).resolve(".demarc/layout/upper.dirty"));
  }

  @Test
  void secondRunAtOnceNamesTheProcessOfTheFirst() throws Exception {
    Checkout checkout = checkout(GOOD);
    try (Workspace held = Workspace.take(realTop(checkout))) {
      assertThat(held.run()).isDirectory();
      assertThatThrownBy(() -> checkout.run(checkout.request()))
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .isInstanceOfSatisfying(
              DemarcException.class,
              e -> assertThat(e.kind()).isEqualTo(DemarcException.Kind.CANNOT));
    }
  }

  @Test
  void interruptedRunLeavesNothingHalfWrittenAndTheNextOnePasses() throws Exception {
    Checkout checkout = checkout(GOOD);
    CountDownLatch testing = new CountDownLatch(1);
    Listener listener = new Interrupting(testing);
    Thread run =
        Thread.ofPlatform()
            .start(() -> {
              try {
                Pipeline.run(checkout.request(), listener, folder.resolve("keys"));
              } catch (InterruptedException e) {
                testing.countDown();
              }
            });
    testing.await();
    run.interrupt();
    assertThat(run.join(Duration.ofSeconds(30))).isTrue();
    assertThat(checkout.halfWritten()).isEmpty();
    assertThat(checkout.top.resolve(".demarc/layout")).doesNotExist();
    Files.writeString(checkout.top.resolve(".demarc/.stale.tmp"), "as if killed");
    assertThat(checkout.run(checkout.request()).ending()).isEqualTo(PipelineResult.Ending.PASSED);
    assertThat(checkout.halfWritten()).isEmpty();
  }

  @Test
  void contractsThatCannotBeUsedAreUsageErrorsAndMissingFilesAreNamed() throws Exception {
    Checkout checkout = checkout(GOOD);
    Path contract = checkout.top.resolve("part/contract.yaml");
    String good = Files.readString(contract);
    Files.writeString(contract, good.replace("lifecycle:", "lifecycel:"));
    checkout.git("commit", "-qam", "typo");
    PipelineResult typo = checkout.run(checkout.request());
    assertThat(typo.ending()).isEqualTo(PipelineResult.Ending.USAGE);
    assertThat(typo.view().problem().orElseThrow().why())
        .anyMatch(line -> line.startsWith("part/contract.yaml:8:"));
    Files.writeString(contract, good.replace("files: [upper.sh]", "files: [upper.sh, gone.awk]"));
    checkout.git("commit", "-qam", "missing");
    PipelineResult missing = checkout.run(checkout.request());
    assertThat(missing.ending()).isEqualTo(PipelineResult.Ending.USAGE);
    assertThat(missing.view().problem().orElseThrow().what()).contains("gone.awk");
  }

  private Checkout checkout(String script) throws Exception {
    return Checkout.made(folder.resolve("work"), folder.resolve("keys"), script);
  }

  private static Path realTop(Checkout checkout) throws Exception {
    return checkout.top.toRealPath();
  }

  private static StageView stage(PipelineResult result, String name) {
    return result.view().stages().stream()
        .filter(stage -> stage.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** Tells when the test stage goes on. */
  private record Interrupting(CountDownLatch testing) implements Listener {
    @Override
    public void started(String stage) {}

    @Override
    public void progress(String stage, String words) {
      if (stage.equals("test")) {
        testing.countDown();
      }
    }

    @Override
    public void finished(
        String stage, Verdict verdict, String detail, Duration took, boolean cached) {}

    @Override
    public void notice(String text) {}
  }
}
