// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dk.brics.automaton.Automaton;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "^R[0-9]{8}$",
        "^[A-Z]{3}-[0-9]{6}$",
        "^(a|bc)*d?$",
        "^\\d{2}\\.\\d{2}$",
        "x+y",
        "^a|b$",
        "^(?:INFO|WARN) ",
        "^[^,\"#@&~<>]+$",
        "^[\\w.-]+@[\\w-]+$",
        "^a{2,5}?$",
        "^\"<>#@&~\"$",
        "^[a\\]b-]$",
        "^()$"
      })
  void wordsMatchTheirPatternAndTheOthersDoNot(String pattern) {
    Pattern java = Pattern.compile(pattern);
    Words inside = Words.of(pattern, 0, 40).orElseThrow();
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
    for (int i = 0; i < 50; i++) {
      assertThat(java.matcher(inside.drawn(random)).find()).as(pattern).isTrue();
    }
    assertThat(java.matcher(inside.shortest()).find()).isTrue();
    assertThat(java.matcher(inside.longest()).find()).isTrue();
    assertThat(inside.overEveryEdge(20)).allMatch(word -> java.matcher(word).find());
    Words.outside(pattern, 0, 40)
        .ifPresent(words -> assertThat(java.matcher(words.shortest()).find()).isFalse());
  }

  @Test
  void lengthsKeepTheirBounds() {
    Words words = Words.of("^[a-z]+$", 3, 5).orElseThrow();
    assertThat(words.lengths()).containsExactly(3, 4, 5);
    assertThat(words.shortest()).hasSize(3);
    assertThat(words.longest()).hasSize(5);
    assertThat(Words.of("^[a-z]{9}$", 0, 5)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"^(?!foo)", "(a)\\1", "a\\b", "a^b", "(a$|b)c", "[", "(", "\\p{L}", "a{"})
  void whatIsNotRegularOrNoPatternHasNoWords(String pattern) {
    assertThat(Regex.automaton(pattern)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".*a.{25}",
        "^(.*a.{30}|b){9}$",
        "^((a{1000}){1000}){1000}$",
        "^a{999999999}$",
        "^(x{0,900}y?){0,900}$"
      })
  void patternThatWouldNotFitHasNoWords(String pattern) {
    assertThat(Words.of(pattern, 0, 40)).isEmpty();
    assertThat(Words.outside(pattern, 0, 40)).isEmpty();
  }

  @Test
  void longPatternsEndWithoutFailing() {
    assertThat(Regex.automaton("^" + "a".repeat(200) + "$")).isPresent();
    assertThat(Regex.automaton("a".repeat(5000))).isEmpty();
    for (int depth = 100; depth < 1000; depth += 100) {
      assertThatCode(deep(depth)).doesNotThrowAnyException();
    }
  }

  private static ThrowingCallable deep(int depth) {
    return () -> Regex.automaton("(".repeat(depth) + "a" + ")".repeat(depth));
  }

  @Test
  void dollarDoesNotMatchBeforeTheLastNewline() {
    Automaton language = Regex.automaton("^a$").orElseThrow();
    assertThat(language.run("a")).isTrue();
    assertThat(language.run("a\n")).isFalse();
  }
}
