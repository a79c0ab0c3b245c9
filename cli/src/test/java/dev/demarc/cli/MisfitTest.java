// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is given for a capture at 3 a.m. and is none. */
class MisfitTest {
  @TempDir Path folder;

  private CaptureFile given(String content) throws IOException {
    Path file = folder.resolve("given");
    Files.write(file, content.getBytes(ISO_8859_1));
    return new CaptureFile("given", file);
  }

  private Optional<Misfit> of(String content) throws IOException {
    return Misfit.in(given(content), "./demarc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Nov  4 16:00:01 web1 orderd[4711]: msg=slow\n",
        "Nov 24 16:00:01.123456 web1 systemd[1]: Started x.\n",
        "2026-11-24T16:00:01+0000 web1 systemd[1]: Started x.\n",
        "2026-11-24T16:00:01.123456+00:00 web1 systemd[1]: Started x.\n",
        "Tue 2026-11-24 16:00:01 UTC web1 systemd[1]: Started x.\n",
        "1795536001.123456 web1 (sd-pam)[12]: Started x.\n",
        "-- Logs begin at Mon 2026-11-23 10:00:00 UTC. --\nNov 24 16:00:01 web1 cron[7]: x\n"
      })
  void plainJournalIsToBeExported(String text) throws IOException {
    assertThat(of(text).orElseThrow().remedy())
        .contains(
            "journalctl -o export > journal-$(date +%s).export",
            "-o json", "journalctl -k -o short");
  }

  @Test
  void kernelLogIsNotSentBackToWhereItCameFrom() throws IOException {
    Misfit kernel = of("Nov 24 16:00:01 web1 kernel: eth0: link up\n").orElseThrow();
    assertThat(kernel.remedy()).endsWith("grep -a 'audit(' given | ./demarc identify -");
  }

  @Test
  void summariesAndPrintedPacketsGetTheCommandThatRecords() throws IOException {
    assertThat(of("% time     seconds  usecs/call     calls    errors syscall\n"))
        .hasValueSatisfying(one -> assertThat(one.remedy()).contains("strace -f -tt -yy -T -p "));
    for (String line :
        new String[] {
          "16:07:01.779518 IP 127.0.0.1.46682 > 127.0.0.1.44039: Flags [S]\n",
          "2026-11-24 16:07:01.779518 lo    In  IP6 ::1.1 > ::1.2: Flags [S]\n"
        }) {
      assertThat(of(line))
          .hasValueSatisfying(one -> assertThat(one.remedy()).contains("-w edge-$(date +%s).pcap"));
    }
  }

  @Test
  void packedFilesAreUnpackedOnTheWay() throws IOException {
    assertThat(of("\u00fd7zXZ\0\0").orElseThrow().remedy())
        .endsWith("xz -dc given | ./demarc identify -");
    assertThat(of("(\u00b5/\u00fd\4").orElseThrow().what()).isEqualTo("is packed by zstd");
    assertThat(of("BZh9").orElseThrow().what()).isEqualTo("is packed by bzip2");
    assertThat(of("PK\3\4x").orElseThrow().what()).isEqualTo("is packed by zip");
  }

  @Test
  void onlyATarIsAnArchiveOfManyFiles() throws IOException {
    assertThat(Misfit.archive(given("f".repeat(257) + "ustar\0rest")).orElseThrow().remedy())
        .endsWith("tar xf given");
    assertThat(Misfit.archive(given("f".repeat(258) + "ustar\0rest"))).isEmpty();
    assertThat(Misfit.archive(given(""))).isEmpty();
    assertThat(of("")).isPresent();
  }

  @Test
  void whatIsNothingOfTheseGetsNoAdvice() throws IOException {
    for (String text : new String[] {"hello\n", "\n", "4711 16:07 x\n", "a: b\n", "Z\4"}) {
      assertThat(of(text)).isEmpty();
    }
  }
}
