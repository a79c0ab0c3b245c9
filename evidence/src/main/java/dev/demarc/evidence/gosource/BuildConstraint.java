// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether a file can be part of a build for a Unix: by its {@code //go:build} line and the ending
 * of its name. Tags that say nothing about the system are unknown, and unknown means that it can.
 */
final class BuildConstraint {
  private enum Answer {
    YES,
    NO,
    UNKNOWN;

    Answer not() {
      return switch (this) {
        case YES -> NO;
        case NO -> YES;
        case UNKNOWN -> UNKNOWN;
      };
    }

    Answer and(Answer other) {
      if (this == NO || other == NO) {
        return NO;
      }
      return this == YES ? other : this;
    }

    Answer or(Answer other) {
      return not().and(other.not()).not();
    }
  }

  private static final List<String> NO_UNIX = List.of("windows", "plan9", "js", "wasip1", "ignore");
  private static final Pattern TOKENS = Pattern.compile("(?<=[()!])|(?=[()!])|\\s+");

  private final Deque<String> tokens;

  private BuildConstraint(Deque<String> tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads the expression behind {@code //go:build}; one that is no expression allows everything.
   */
  static boolean allowsUnix(String expression) {
    Deque<String> tokens = new ArrayDeque<>();
    TOKENS
        .splitAsStream(expression)
        .map(String::strip)
        .filter(t -> !t.isEmpty())
        .forEach(tokens::add);
    return tokens.size() > 200 || new BuildConstraint(tokens).or() != Answer.NO;
  }

  /** False for {@code x_windows.go} and {@code x_windows_amd64.go}. */
  static boolean allowsUnixByName(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.go$", "");
    String[] parts = name.split("_", -1);
    int from = Math.max(1, parts.length - 2);
    return Arrays.stream(parts, Math.min(from, parts.length), parts.length)
        .noneMatch(NO_UNIX::contains);
  }

  private Answer or() {
    Answer answer = and();
    while ("||".equals(tokens.peek())) {
      tokens.poll();
      answer = answer.or(and());
    }
    return answer;
  }

  private Answer and() {
    Answer answer = term();
    while ("&&".equals(tokens.peek())) {
      tokens.poll();
      answer = answer.and(term());
    }
    return answer;
  }

  private Answer term() {
    String token = tokens.poll();
    if (token == null) {
      return Answer.UNKNOWN;
    }
    if (token.equals("!")) {
      return term().not();
    }
    if (token.equals("(")) {
      Answer inner = or();
      tokens.poll();
      return inner;
    }
    return NO_UNIX.contains(token) ? Answer.NO : Answer.UNKNOWN;
  }
}
