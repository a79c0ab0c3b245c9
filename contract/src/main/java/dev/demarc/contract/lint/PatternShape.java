// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What the form of a pattern tells without running it: the shortest and the longest text, and some
 * texts that fit. Found in one pass over the pattern, so that no pattern can make it slow. Patterns
 * with look-around, back references or anchors inside have no shape.
 */
final class PatternShape {
  /** Beyond it a length counts as without bound. */
  private static final long HUGE = 1L << 40;

  private static final int LONGEST_SAMPLE = 200;
  private static final int VARIANTS = 6;
  private static final int DEEPEST = 50;

  /** A part of the pattern: its lengths and one sample for each variant. */
  private record Part(long min, long max, List<String> samples) {
    static Part of(String... samples) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < VARIANTS; i++) {
        all.add(samples[i % samples.length]);
      }
      return new Part(1, 1, all);
    }

    static Part empty() {
      return new Part(0, 0, of("").samples);
    }

    Part then(Part next) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < VARIANTS; i++) {
        all.add(cut(samples.get(i) + next.samples.get(i)));
      }
      return new Part(Math.min(HUGE, min + next.min), Math.min(HUGE, max + next.max), all);
    }

    Part or(Part other, int branch) {
      List<String> all = new ArrayList<>(samples);
      for (int i = branch; i < VARIANTS; i += branch + 1) {
        all.set(i, other.samples.get(i));
      }
      return new Part(Math.min(min, other.min), Math.max(max, other.max), all);
    }

    Part times(long least, long most) {
      List<String> all = new ArrayList<>();
      for (int i = 0; i < VARIANTS; i++) {
        long times = i % 2 == 0 ? least : Math.min(most, least + 1 + i / 2);
        all.add(cut(samples.get(i).repeat((int) Math.min(times, LONGEST_SAMPLE))));
      }
      return new Part(product(min, least), product(max, most), all);
    }

    private static long product(long a, long b) {
      return a == 0 || b == 0 ? 0 : a >= HUGE / b ? HUGE : a * b;
    }

    private static String cut(String text) {
      return text.length() > LONGEST_SAMPLE ? text.substring(0, LONGEST_SAMPLE) : text;
    }
  }

  /** Ends the pass where the pattern has no shape. */
  private static final class Shapeless extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private final String pattern;
  private int at;
  private boolean open;

  private PatternShape(String pattern) {
    this.pattern = pattern;
  }

  /**
   * The shape of the texts in which a pattern is found.
   *
   * @param shortest length in code points
   * @param longest empty when there is no bound
   * @param anchored whether the whole text must match, in every alternative
   * @param samples texts that probably fit
   */
  record Shape(long shortest, OptionalLong longest, boolean anchored, Set<String> samples) {}

  static Optional<Shape> of(String pattern) {
    PatternShape shape = new PatternShape(pattern);
    try {
      Part part = shape.branches(0);
      if (shape.at < pattern.length()) {
        return Optional.empty();
      }
      boolean bounded = !shape.open && part.max() < HUGE;
      return Optional.of(
          new Shape(
              part.min(),
              bounded ? OptionalLong.of(part.max()) : OptionalLong.empty(),
              !shape.open,
              new LinkedHashSet<>(part.samples())));
    } catch (Shapeless e) {
      return Optional.empty();
    }
  }

  private Part branches(int depth) throws Shapeless {
    if (depth > DEEPEST) {
      throw new Shapeless();
    }
    Part all = branch(depth);
    for (int count = 1; at < pattern.length() && pattern.charAt(at) == '|'; count++) {
      at++;
      all = all.or(branch(depth), count);
    }
    return all;
  }

  private Part branch(int depth) throws Shapeless {
    if (depth == 0) {
      if (peek() == '^') {
        at++;
      } else {
        open = true;
      }
    }
    Part all = Part.empty();
    boolean ended = false;
    while (at < pattern.length() && peek() != '|' && peek() != ')') {
      if (ended || peek() == '^' || (peek() == '$' && depth > 0)) {
        throw new Shapeless();
      }
      if (peek() == '$') {
        at++;
        ended = true;
      } else {
        all = all.then(repeated(atom(depth)));
      }
    }
    open |= depth == 0 && !ended;
    return all;
  }

  private int peek() {
    return at < pattern.length() ? pattern.charAt(at) : -1;
  }

  private Part repeated(Part atom) throws Shapeless {
    Part part = atom;
    switch (peek()) {
      case '*' -> part = atom.times(0, HUGE);
      case '+' -> part = atom.times(1, HUGE);
      case '?' -> part = atom.times(0, 1);
      case '{' -> {
        int close = pattern.indexOf('}', at);
        String bounds = close < 0 ? "" : pattern.substring(at + 1, close);
        if (!bounds.matches("[0-9]{1,9}(,([0-9]{1,9})?)?")) {
          throw new Shapeless();
        }
        String[] ends = bounds.split(",", -1);
        long least = Long.parseLong(ends[0]);
        long most = ends.length == 1 ? least : ends[1].isEmpty() ? HUGE : Long.parseLong(ends[1]);
        part = atom.times(least, most);
        at = close;
      }
      default -> {
        return atom;
      }
    }
    at++;
    if (peek() == '?') {
      at++;
    } else if (peek() == '+' || peek() == '*' || peek() == '{') {
      throw new Shapeless();
    }
    return part;
  }

  private Part atom(int depth) throws Shapeless {
    int c = pattern.codePointAt(at);
    at += Character.charCount(c);
    return switch (c) {
      case '(' -> group(depth);
      case '.' -> Part.of("a", " ", "0", "A", "-", "z");
      case '[' -> set();
      case '\\' -> escaped();
      case '*', '+', '?', '{', ')' -> throw new Shapeless();
      default -> Part.of(Character.toString(c));
    };
  }

  private Part group(int depth) throws Shapeless {
    if (pattern.startsWith("?:", at)) {
      at += 2;
    } else if (peek() == '?') {
      throw new Shapeless();
    }
    Part inner = branches(depth + 1);
    if (peek() != ')') {
      throw new Shapeless();
    }
    at++;
    return inner;
  }

  private Part set() throws Shapeless {
    int close = at + (pattern.startsWith("^", at) ? 1 : 0);
    int from = close;
    while (close < pattern.length() && (pattern.charAt(close) != ']' || close == from)) {
      close += pattern.charAt(close) == '\\' ? 2 : 1;
    }
    if (close >= pattern.length()) {
      throw new Shapeless();
    }
    String body = pattern.substring(at - 1, close + 1);
    at = close + 1;
    List<String> members = new ArrayList<>();
    try {
      var one = java.util.regex.Pattern.compile(body);
      for (int c = ' '; c <= '~'; c++) {
        if (one.matcher(Character.toString(c)).matches()) {
          members.add(Character.toString(c));
        }
      }
    } catch (java.util.regex.PatternSyntaxException e) {
      throw new Shapeless();
    }
    int count = members.size();
    return count == 0
        ? Part.of("\u00e9")
        : Part.of(
            members.getFirst(), members.getLast(), members.get(count / 2), members.get(count / 3));
  }

  private Part escaped() throws Shapeless {
    if (at >= pattern.length()) {
      throw new Shapeless();
    }
    char c = pattern.charAt(at++);
    return switch (c) {
      case 'd' -> Part.of("0", "9", "5");
      case 'w' -> Part.of("a", "0", "Z", "_");
      case 's' -> Part.of(" ");
      case 'D', 'W' -> Part.of("-");
      case 'S' -> Part.of("a");
      case 't' -> Part.of("\t");
      case 'n' -> Part.of("\n");
      case 'r' -> Part.of("\r");
      default -> {
        if (Character.isLetterOrDigit(c)) {
          throw new Shapeless();
        }
        yield Part.of(Character.toString(c));
      }
    };
  }
}
