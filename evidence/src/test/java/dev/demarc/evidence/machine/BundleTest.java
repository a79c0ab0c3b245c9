// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.demarc.evidence.Problem;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host as a folder: what is written is what is read. */
class BundleTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.123Z");

  @TempDir Path folder;

  private static Watch watch() {
    Snapshot first =
        Snapshot.at(NOW)
            .file("proc/uptime", "100.50 7\n".getBytes(UTF_8))
            .file("proc/7/status", "Name:\tapp\n".getBytes(UTF_8))
            .link("proc/7/fd/3", "socket:[12]")
            .link("proc/7/exe", "/usr/bin/a -> b (deleted)")
            .refused("proc/7/environ")
            .build();
    Snapshot last =
        Snapshot.at(NOW.plusSeconds(5)).file("proc/uptime", "105.75 7\n".getBytes(UTF_8)).build();
    return new Watch("x", "pid:7", new TreeSet<>(List.of(7L, 8L)), List.of(first, last));
  }

  @Test
  void comesBackAsItWas() throws IOException {
    Bundle.write(watch(), List.of(), folder);
    Files.writeString(folder.resolve("app.strace"), "x");
    Bundle bundle = Bundle.read(folder, "b");
    Watch back = bundle.watch().orElseThrow();
    assertThat(back.seconds()).isEqualTo(5.25);
    assertThat(back.pids()).containsExactly(7L, 8L);
    assertThat(back.target()).isEqualTo("pid:7");
    assertThat(back.first().at()).isEqualTo(NOW);
    assertThat(back.first().text("proc/7/status")).hasValue("Name:\tapp\n");
    assertThat(back.first().link("proc/7/fd/3")).hasValue("socket:[12]");
    assertThat(back.first().isRefused("proc/7/environ")).isTrue();
    assertThat(back.first().children("proc/7")).containsExactly("exe", "fd", "status");
    assertThat(bundle.captures()).extracting("name").containsExactly("b/app.strace");
    assertThat(bundle.problems()).isEmpty();
  }

  @Test
  void whatIsMissingIsSaidToWhoReadsItElsewhere() throws IOException {
    Bundle.write(watch(), List.of("trace: no\nrights", "packets"), folder);
    assertThat(Bundle.read(folder, "b").problems())
        .extracting(Problem::file, Problem::problem, Problem::text)
        .containsExactly(
            tuple("b", "not-collected", "trace: no rights"),
            tuple("b", "not-collected", "packets"));
  }

  @Test
  void aManifestThatLiesIsAProblemNotAnException() throws IOException {
    Files.writeString(
        folder.resolve(Bundle.MANIFEST),
        "demarc-bundle 1\ntarget\npids x\nsample ../.. 2026-11-24T12:00:00Z\nsample 0 yesterday\nsample 1 2026-11-24T12:00:00Z\n");
    Bundle bundle = Bundle.read(folder, "b");
    assertThat(bundle.watch()).isEmpty();
    assertThat(bundle.problems()).hasSize(4);
  }

  @Test
  void aFileOfThatNameAloneMakesNoBundle() throws IOException {
    Files.writeString(folder.resolve(Bundle.MANIFEST), "-----BEGIN CERTIFICATE-----\n");
    assertThat(Bundle.is(folder)).isFalse();
    Files.writeString(folder.resolve(Bundle.MANIFEST), "demarc-bundle 1\n");
    assertThat(Bundle.is(folder)).isTrue();
  }

  @Test
  void aBundleOfALaterDemarcIsNotGuessedAt() throws IOException {
    Bundle.write(watch(), List.of(), folder);
    Path manifest = folder.resolve(Bundle.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest).replace("bundle 1", "bundle 2"));
    assertThat(Bundle.is(folder)).isTrue();
    Bundle bundle = Bundle.read(folder, "b");
    assertThat(bundle.watch()).isEmpty();
    assertThat(bundle.problems())
        .singleElement()
        .satisfies(one -> {
          assertThat(one.problem()).isEqualTo("unreadable");
          assertThat(one.text()).contains("demarc-bundle 2");
        });
  }

  @Test
  void manyProcessesFitIntoAManifest() throws IOException {
    TreeSet<Long> pids = new TreeSet<>();
    for (long pid = 1_000_000; pid < 1_200_000; pid++) {
      pids.add(pid);
    }
    Bundle.write(new Watch("x", "host", pids, watch().snapshots()), List.of(), folder);
    Watch back = Bundle.read(folder, "b").watch().orElseThrow();
    assertThat(back.pids()).hasSize(200_000);
    assertThat(back.snapshots()).hasSize(2);
  }

  /**
   * A bundle comes from elsewhere; a link in it would lead into the machine of whoever reads it.
   */
  @Test
  void linksInASampleAreNotFollowed() throws IOException {
    Bundle.write(watch(), List.of(), folder);
    Path secret = Files.writeString(folder.resolve("secret"), "Name:\ts3cret\n");
    Files.createSymbolicLink(folder.resolve("0/proc/8"), secret);
    Bundle bundle = Bundle.read(folder, "b");
    assertThat(bundle.watch().orElseThrow().first().bytes("proc/8")).isEmpty();
    assertThat(bundle.problems())
        .singleElement()
        .satisfies(one -> assertThat(one.file()).isEqualTo("b/0/proc/8"));
  }

  @Test
  void aFileThatIsTooLargeIsCutAndThatIsSaid() throws IOException {
    Bundle.write(watch(), List.of(), folder);
    try (RandomAccessFile large =
        new RandomAccessFile(folder.resolve("0/proc/uptime").toFile(), "rw")) {
      large.setLength(Machine.LARGEST + 1L);
    }
    Bundle bundle = Bundle.read(folder, "b");
    assertThat(bundle.watch().orElseThrow().first().bytes("proc/uptime").orElseThrow())
        .hasSize(Machine.LARGEST);
    assertThat(bundle.problems()).extracting("problem").containsExactly("too-large");
  }
}
