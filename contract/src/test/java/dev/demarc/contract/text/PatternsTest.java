// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Searches end, whatever the pattern and the text. */
class PatternsTest {
  @Test
  void searchThatGoesBackForEverIsGivenUp() {
    Pattern evil = Pattern.compile("^.*.*.*.*.*.*b$");
    String text = "a".repeat(300);
    assertThat(Patterns.search(evil, text)).isEqualTo(Patterns.Answer.GIVEN_UP);
    assertThat(Patterns.finds(evil, text)).isFalse();
    assertThat(Patterns.search(evil, text + "b")).isEqualTo(Patterns.Answer.FOUND);
  }

  @Test
  void searchThatRunsOutOfStackIsGivenUp() {
    assertThat(Patterns.search(Pattern.compile("^(a|b|[cd]e)*$"), "ab".repeat(200_000)))
        .isEqualTo(Patterns.Answer.GIVEN_UP);
  }

  @Test
  void longTextIsSearchedToItsEnd() {
    String text = "x".repeat(5_000_000) + "y";
    assertThat(Patterns.search(Pattern.compile("y$"), text)).isEqualTo(Patterns.Answer.FOUND);
    assertThat(Patterns.search(Pattern.compile("z"), text)).isEqualTo(Patterns.Answer.NOT_FOUND);
  }
}
