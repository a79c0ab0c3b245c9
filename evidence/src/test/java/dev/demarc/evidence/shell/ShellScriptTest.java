// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellScriptTest {
  @Test
  void commandsOfPipesListsAndReservedWordsAreFound() {
    assertThat(words("if a -x 'b c' | d \"e $f\" && ! g; then h; fi >out 2>&1"))
        .containsExactly(
            List.of("a", "-x", "b c"),
            List.of("d", "e $f"),
            List.of("g"),
            List.of("h"),
            List.of("fi"));
  }

  @Test
  void commentsAndHereDocumentsAreNoCommands() {
    assertThat(words("a # b\ncat <<'END' | c\nd e\nEND\nf#g\n"))
        .containsExactly(List.of("a"), List.of("cat"), List.of("c"), List.of("f#g"));
  }

  @Test
  void continuedLineIsOneCommandAndKnowsItsPlace() {
    ShellScript script = ShellScript.read("x.sh", bytes("\n  iconv \\\n  -c file\n"));
    assertThat(script.commands()).hasSize(1);
    assertThat(script.commands().getFirst().words()).containsExactly("iconv", "-c", "file");
    assertThat(script.commands().getFirst().place().toString()).isEqualTo("x.sh:2:3");
  }

  @Test
  void programIsBehindAssignments() {
    assertThat(ShellScript.commands("LC_ALL=C /usr/bin/sort -u").getFirst().program())
        .isEqualTo("sort");
  }

  @Test
  void scriptIsKnownByNameOrFirstLine() {
    assertThat(ShellScript.looksLikeOne("a.sh", bytes(""))).isTrue();
    assertThat(ShellScript.looksLikeOne("run", bytes("#!/usr/bin/env bash\n"))).isTrue();
    assertThat(ShellScript.looksLikeOne("run", bytes("#! /bin/sh -e\n"))).isTrue();
    assertThat(ShellScript.looksLikeOne("run", bytes("#!/usr/bin/python3\n"))).isFalse();
    assertThat(ShellScript.looksLikeOne("run", bytes("#"))).isFalse();
  }

  @Test
  void anyBytesAreRead() {
    Random random = new Random(7);
    byte[] alphabet = bytes("a '\"\\|&;()<>$#`\n-=");
    for (int i = 0; i < 300; i++) {
      byte[] noise = new byte[random.nextInt(400)];
      for (int j = 0; j < noise.length; j++) {
        noise[j] = alphabet[random.nextInt(alphabet.length)];
      }
      assertThat(ShellScript.read("x.sh", noise).commands()).isNotNull();
    }
  }

  private static List<List<String>> words(String text) {
    return ShellScript.commands(text).stream().map(ShellCommand::words).toList();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
