// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.SourceText;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class HostileDockerfileTest {
  private static final List<String> PIECES =
      List.of(
          "FROM ",
          "a",
          " AS b\n",
          "ARG ",
          "ENV ",
          "RUN ",
          "COPY --from=b ",
          "\n",
          "\\\n",
          "\\",
          "`",
          "<<EOF",
          "<<-'E'",
          "EOF\n",
          "${",
          "}",
          "$A",
          ":-",
          "#",
          "%",
          "/",
          "\"",
          "'",
          "=",
          "A=1 ",
          "[\"",
          "\"]",
          ",",
          "ONBUILD ",
          "\r\n",
          "\t",
          "\0",
          "é",
          "\u0001",
          "# escape=`\n",
          "--mount=type=cache,",
          "SHELL ",
          "HEALTHCHECK ",
          "--",
          "USER ");

  private static void readAll(byte[] bytes) {
    SourceText text = new SourceText("Dockerfile", bytes);
    new DockerfileReader().read(text);
    Dockerfile file = Dockerfile.read(text);
    for (Stage stage : file.stages()) {
      for (Instruction one : stage.instructions()) {
        assertThat(one.place().line()).isPositive();
        References.in(one.script()).forEach(References.Reference::place);
      }
      file.needs(stage);
    }
  }

  @Test
  void anyMixtureOfPiecesAndBytesIsRead() {
    long seed = Long.getLong("demarc.seed", 20_261_124L);
    Random random = new Random(seed);
    for (int round = 0; round < 3_000; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "FROM a\n" : "");
      for (int i = random.nextInt(60); i > 0; i--) {
        text.append(PIECES.get(random.nextInt(PIECES.size())));
      }
      byte[] bytes = text.toString().getBytes(UTF_8);
      for (int i = random.nextInt(3); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      try {
        readAll(bytes);
      } catch (RuntimeException | StackOverflowError fault) {
        throw new AssertionError("seed " + seed + ": " + new String(bytes, ISO_8859_1), fault);
      }
    }
  }

  @Test
  void costGrowsWithTheFileAndNotFaster() {
    String line = "x".repeat(30) + " ";
    List<String> files =
        List.of(
            "FROM a\n" + "RUN a \\\n".repeat(100_000),
            "FROM a\n" + "ENV A=$A$A$A$A\n".repeat(50_000),
            "FROM a\nENV V=" + "ab".repeat(4_000) + "\n" + "ENV X=${V//*a*b*c/x}\n".repeat(20_000),
            "FROM a\n" + ("ENV " + "A=1 ".repeat(16_000) + "\n").repeat(10),
            "FROM a\n" + ("LABEL " + "é=1 ".repeat(13_000) + "\n").repeat(10),
            "FROM a AS a\n" + "FROM a AS a\n".repeat(50_000),
            "FROM a\n" + "RUN <<E\n".repeat(50_000),
            "FROM a\nRUN " + "<<E ".repeat(16_000) + "\nE\n".repeat(20_000),
            "FROM a\nENV A=" + "${A:-".repeat(12_000),
            "FROM a\n" + ("RUN " + "$A ${B} ".repeat(6_000) + "\n").repeat(20),
            "FROM a\nARG A=\"" + line.repeat(2_000) + "\n" + "COPY --from=0 a b\n".repeat(50_000));
    for (String file : files) {
      String head = file.substring(0, 40);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> readAll(file.getBytes(UTF_8)), head);
    }
  }
}
