// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.RegExp;
import java.util.Optional;

/**
 * Patterns of JSON Schema (ECMA-262) in the syntax of automata. What is not regular (look-around,
 * back references) or has anchors inside has no automaton.
 */
final class Regex {
  /** Beyond these a pattern counts as one without an automaton: most grow with its text only. */
  private static final int LONGEST = 2000;

  private static final int MOST_PARTS = 2000;
  private static final String DIGIT = "0-9";
  private static final String WORD = "A-Za-z0-9_";
  private static final String SPACE = " \t\n\r\f\u000b";

  private final String pattern;
  private final Size size = new Size(MOST_PARTS);
  private int at;

  private Regex(String pattern) {
    this.pattern = pattern;
  }

  /**
   * The language of all strings in which the pattern is found. Empty also where its automaton would
   * be too large: {@code .*a.{25}} has 2^25 states.
   */
  static Optional<Automaton> automaton(String pattern) {
    if (pattern.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return new Regex(pattern)
          .translate()
          .map(text -> new RegExp(text, RegExp.NONE).toAutomaton(false))
          .flatMap(Deterministic::of);
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // brics: syntax that it does not know
    } catch (StackOverflowError e) {
      return Optional.empty(); // brics: a parser that calls itself
    }
  }

  private Optional<String> translate() {
    StringBuilder all = new StringBuilder();
    do {
      Optional<String> branch = branch();
      if (branch.isEmpty()) {
        return Optional.empty();
      }
      all.append(all.isEmpty() ? "" : "|").append('(').append(branch.get()).append(')');
    } while (at < pattern.length() && pattern.charAt(at++) == '|');
    return at < pattern.length() || size.isTooLarge()
        ? Optional.empty()
        : Optional.of(all.toString());
  }

  /** One alternative of the whole pattern: the only place where anchors are understood. */
  private Optional<String> branch() {
    StringBuilder out = new StringBuilder();
    if (at < pattern.length() && pattern.charAt(at) == '^') {
      at++;
    } else {
      out.append(".*");
    }
    int depth = 0;
    boolean ended = false;
    while (at < pattern.length()) {
      char c = pattern.charAt(at);
      if (c == '|' && depth == 0) {
        break;
      }
      if (ended || c == '^' || (c == '$' && depth > 0)) {
        return Optional.empty();
      }
      if (c == '$') {
        ended = true;
        at++;
        continue;
      }
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth < 0 || !atom(c, out)) {
        return Optional.empty();
      }
    }
    return depth == 0 ? Optional.of(out + (ended ? "" : ".*")) : Optional.empty();
  }

  private boolean atom(char c, StringBuilder out) {
    at++;
    size.next(c);
    switch (c) {
      case '(' -> {
        out.append('(');
        if (pattern.startsWith("?:", at)) {
          at += 2;
        } else if (pattern.startsWith("?", at)) {
          return false;
        } else if (pattern.startsWith(")", at)) {
          out.append("()"); // brics wants something between parentheses
        }
      }
      case ')', '|' -> out.append(c);
      case '*', '+', '?', '}' -> {
        out.append(c);
        if (pattern.startsWith("?", at)) {
          at++; // lazy: the same language
        }
      }
      case '{' -> {
        int close = Math.max(at, pattern.indexOf('}', at));
        size.times(pattern.substring(at, close));
        out.append(c).append(pattern, at, close);
        at = close;
      }
      case '.' -> out.append("[^\n\r\u2028\u2029]");
      case '[' -> {
        return charClass(out);
      }
      case '\\' -> {
        return escape(out, false);
      }
      default -> literal(c, out);
    }
    return true;
  }

  private boolean charClass(StringBuilder out) {
    out.append('[');
    if (pattern.startsWith("^", at)) {
      at++;
      out.append('^');
    }
    int start = at;
    while (at < pattern.length() && (pattern.charAt(at) != ']' || at == start)) {
      char c = pattern.charAt(at++);
      if (c == '\\') {
        if (!escape(out, true)) {
          return false;
        }
      } else if (c == '-' && at - 1 > start && at < pattern.length() && pattern.charAt(at) != ']') {
        out.append('-');
      } else {
        literal(c, out);
      }
    }
    out.append(']');
    return at++ < pattern.length() && at - 1 > start;
  }

  private boolean escape(StringBuilder out, boolean inClass) {
    if (at >= pattern.length()) {
      return false;
    }
    char c = pattern.charAt(at++);
    switch (c) {
      case 'd' -> out.append(set(DIGIT, inClass));
      case 'w' -> out.append(set(WORD, inClass));
      case 's' -> out.append(set(SPACE, inClass));
      case 't' -> literal('\t', out);
      case 'n' -> literal('\n', out);
      case 'r' -> literal('\r', out);
      case 'f' -> literal('\f', out);
      case 'v' -> literal('\u000b', out);
      case 'D', 'W', 'S' -> {
        if (inClass) {
          return false;
        }
        out.append("[^").append(c == 'D' ? DIGIT : c == 'W' ? WORD : SPACE).append(']');
      }
      case 'u' -> {
        if (!pattern.substring(at).matches("(?s)[0-9A-Fa-f]{4}.*")) {
          return false;
        }
        literal((char) Integer.parseInt(pattern.substring(at, at + 4), 16), out);
        at += 4;
      }
      default -> {
        if (Character.isLetterOrDigit(c)) {
          return false; // \b, \p, \1 and others
        }
        literal(c, out);
      }
    }
    return true;
  }

  private static String set(String members, boolean inClass) {
    return inClass ? members : "[" + members + "]";
  }

  private static void literal(char c, StringBuilder out) {
    if (!Character.isLetterOrDigit(c)) {
      out.append('\\');
    }
    out.append(c);
  }
}
