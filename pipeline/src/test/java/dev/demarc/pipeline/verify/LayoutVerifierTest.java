// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.sign.KeyRing;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutVerifierTest {
  @TempDir Path folder;

  @Test
  void wholeLayoutIsVerified() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    VerifyReport report = fixture.verify();
    assertThat(report.checks()).allMatch(check -> check.verdict() instanceof Verdict.Kept);
    assertThat(report.ending()).isEqualTo(VerifyReport.Ending.VERIFIED);
    assertThat(report.artifact()).isEqualTo(fixture.artifact.toString());
    assertThat(report.json()).contains("\"ending\":\"verified\"");
  }

  @Test
  void oneFlippedBitAnywhereInAnyBlobIsBrokenAndNamesTheBlob() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    int flips = 0;
    for (Path blob : fixture.blobs()) {
      byte[] good = Files.readAllBytes(blob);
      for (int at : new int[] {0, good.length / 2}) {
        byte[] bad = good.clone();
        bad[at] ^= 1;
        Files.write(blob, bad);
        VerifyReport report = fixture.verify();
        assertThat(report.ending()).isEqualTo(VerifyReport.Ending.BROKEN);
        assertThat(report.checks())
            .anyMatch(check ->
                check.verdict() instanceof Verdict.Broken
                    && check.detail().contains(blob.getFileName().toString()));
        flips++;
      }
      Files.write(blob, good);
    }
    assertThat(flips).isGreaterThan(35);
    assertThat(fixture.verify().ending()).isEqualTo(VerifyReport.Ending.VERIFIED);
  }

  @Test
  void missingBlobOrKeyOrLogCannotBeDecided() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    assertThat(
            LayoutVerifier.verify(
                    fixture.layout, folder.resolve("no.pub"), Optional.of(fixture.log))
                .ending())
        .isEqualTo(VerifyReport.Ending.CANNOT);
    assertThat(
            LayoutVerifier.verify(
                    fixture.layout, fixture.key, Optional.of(folder.resolve("no-log")))
                .ending())
        .isEqualTo(VerifyReport.Ending.CANNOT);
    String artifact = fixture.artifact.hex();
    Files.delete(fixture.layout.resolve("blobs/sha256").resolve(artifact));
    VerifyReport report = fixture.verify();
    assertThat(report.ending()).isEqualTo(VerifyReport.Ending.CANNOT);
    assertThat(report.checks()).anyMatch(check -> check.detail().contains(artifact));
  }

  @Test
  void anotherKeyIsBroken() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    new KeyRing(folder.resolve("other"), _ -> {}).development();
    assertThat(
            LayoutVerifier.verify(
                    fixture.layout, folder.resolve("other/dev-key.pub"), Optional.empty())
                .ending())
        .isEqualTo(VerifyReport.Ending.BROKEN);
  }

  @Test
  void failedResultIsNeverAccepted() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "FAILED");
    assertThat(fixture.verify().ending()).isEqualTo(VerifyReport.Ending.BROKEN);
  }

  @Test
  void dirtyArtifactIsNoRelease() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, true, "PASSED");
    VerifyReport report = LayoutVerifier.verify(fixture.layout, fixture.key, Optional.empty());
    assertThat(report.ending()).isEqualTo(VerifyReport.Ending.VERIFIED);
    assertThat(report.checks())
        .anyMatch(check -> check.name().equals("release") && check.detail().contains("dirty"));
  }

  @Test
  void strippedStatementsAreMissed() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    Path index = fixture.layout.resolve("index.json");
    String text = Files.readString(index);
    int cut = text.indexOf(",{\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"");
    Files.writeString(index, text.substring(0, cut) + "]}");
    VerifyReport report = fixture.verify();
    assertThat(report.ending()).isEqualTo(VerifyReport.Ending.BROKEN);
    assertThat(report.checks()).anyMatch(check -> check.detail().contains("no .sig form"));
  }

  @Test
  void flippedBitsOfTheLogAndOfTheIndexNeverVerifyAndNeverThrow() throws Exception {
    LayoutFixture fixture = new LayoutFixture(folder, false, "PASSED");
    for (String name :
        new String[] {"log/checkpoint", "log/tile/0/000.p/6", "log/tile/entries/000.p/6"}) {
      Path file = folder.resolve(name);
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at += 1 + good.length / 12) {
        byte[] bad = good.clone();
        bad[at] ^= 4;
        Files.write(file, bad);
        assertThat(fixture.verify().ending()).isEqualTo(VerifyReport.Ending.BROKEN);
      }
      Files.write(file, good);
    }
    Path index = fixture.layout.resolve("index.json");
    byte[] good = Files.readAllBytes(index);
    for (int at = 0; at < good.length; at += 1 + good.length / 20) {
      byte[] bad = good.clone();
      bad[at] ^= 64;
      Files.write(index, bad);
      fixture.verify();
    }
    Files.writeString(index, "{\"manifests\":[1,null,{\"digest\":{}},{\"digest\":\"sha256:zz\"}]}");
    assertThat(fixture.verify().ending()).isEqualTo(VerifyReport.Ending.BROKEN);
  }

  @Test
  void whatIsNoLayoutIsAUsageError() {
    assertThatThrownBy(() ->
            LayoutVerifier.verify(
                folder.resolve("nowhere"), folder.resolve("key"), Optional.empty()))
        .isInstanceOf(DemarcException.class);
  }
}
