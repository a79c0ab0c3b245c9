// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import java.util.function.Function;

/**
 * Puts the values of variables into the words of a file. All words of one file share a budget, so
 * that a file whose values double with every line is unknown soon and not slow.
 */
final class Expander {
  /** Longer values are unknown. */
  private static final int LONGEST = 8_192;

  private static final int DEEPEST = 40;

  private final char escape;
  private long budget;

  Expander(char escape, int size) {
    this.escape = escape;
    this.budget = 200_000L + 16L * size;
  }

  /** The value of a word, quotes taken off. */
  Value expand(String word, Function<String, Value> variables) {
    budget -= word.length() + 1L;
    if (word.indexOf('$') < 0) {
      return Value.of(Quotes.off(word, escape));
    }
    try {
      Reading reading = new Reading(word, variables);
      String text = reading.until('\0', false, 0);
      return reading.unknown ? Value.unknown(word) : Value.of(text);
    } catch (Unreadable _) {
      return Value.unknown(word);
    }
  }

  /** A word that BuildKit refuses, or that costs too much. */
  private static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable() {
      super(null, null, false, false);
    }
  }

  private final class Reading {
    private final String word;
    private final Function<String, Value> variables;
    private boolean unknown;
    private int at;

    Reading(String word, Function<String, Value> variables) {
      this.word = word;
      this.variables = variables;
    }

    private int peek() {
      return at < word.length() ? word.charAt(at) : -1;
    }

    private String until(char stop, boolean raw, int depth) throws Unreadable {
      if (depth > DEEPEST) {
        throw new Unreadable();
      }
      StringBuilder text = new StringBuilder();
      while (at < word.length()) {
        char c = word.charAt(at++);
        if (stop != '\0' && c == stop) {
          return text.toString();
        }
        if (c == '$') {
          text.append(dollar(depth));
        } else if (c == '\'') {
          int end = word.indexOf('\'', at);
          text.append(word, at, end < 0 ? word.length() : end);
          at = end < 0 ? word.length() : end + 1;
        } else if (c == '"') {
          quoted(text, depth);
        } else if (c != escape) {
          text.append(c);
        } else if (at < word.length()) {
          if (raw) {
            text.append(c);
          }
          text.append(word.charAt(at++));
        }
        check(text);
      }
      if (stop != '\0') {
        throw new Unreadable();
      }
      return text.toString();
    }

    private void check(StringBuilder text) throws Unreadable {
      if (text.length() > LONGEST || budget < 0) {
        throw new Unreadable();
      }
    }

    private void quoted(StringBuilder text, int depth) throws Unreadable {
      while (at < word.length()) {
        char c = word.charAt(at++);
        if (c == '"') {
          return;
        }
        if (c == '$') {
          text.append(dollar(depth));
        } else if (c == escape && at < word.length()) {
          char next = word.charAt(at++);
          if (next != '"' && next != '$' && next != escape) {
            text.append(c);
          }
          text.append(next);
        } else {
          text.append(c);
        }
        check(text);
      }
    }

    private String name() {
      int start = at;
      if (peek() >= '0' && peek() <= '9') {
        while (peek() >= '0' && peek() <= '9') {
          at++;
        }
      } else if (peek() >= 0 && "@*#?-$!".indexOf(peek()) >= 0) {
        at++;
      } else {
        while (at < word.length() && References.isNamePart(word.charAt(at))) {
          at++;
        }
      }
      return word.substring(start, at);
    }

    private String dollar(int depth) throws Unreadable {
      if (peek() != '{') {
        String name = name();
        return name.isEmpty() ? "$" : taken(variables.apply(name));
      }
      at++;
      String name = name();
      Value value = variables.apply(name);
      int operator = peek();
      at++;
      if (name.isEmpty() || operator < 0) {
        throw new Unreadable();
      }
      return switch (operator) {
        case '}' -> taken(value);
        case '/' -> replaced(value, depth);
        case ':' -> chosen(value, true, depth);
        default -> {
          at--;
          yield chosen(value, false, depth);
        }
      };
    }

    private String taken(Value value) {
      unknown |= !value.known();
      budget -= value.text().length();
      return value.text();
    }

    private String chosen(Value value, boolean emptyIsUnset, int depth) throws Unreadable {
      int operator = peek();
      at++;
      boolean before = unknown;
      boolean cuts = operator == '#' || operator == '%';
      boolean longest = cuts && peek() == operator;
      at += longest ? 1 : 0;
      String other = until('}', cuts, depth + 1);
      boolean otherUnknown = unknown;
      unknown = before;
      boolean there = value.set() && !(emptyIsUnset && value.known() && value.text().isEmpty());
      boolean sure = value.known() || (value.set() && !emptyIsUnset);
      unknown |= !sure;
      return switch (operator) {
        case '-', '+' -> {
          if (there == (operator == '+')) {
            unknown |= otherUnknown;
            yield other;
          }
          yield operator == '-' ? taken(value) : "";
        }
        case '?' -> {
          if (!there) {
            throw new Unreadable();
          }
          yield taken(value);
        }
        case '#', '%' -> {
          unknown |= otherUnknown;
          String text = taken(value);
          charge(text, other);
          Globs pattern = new Globs(other);
          yield operator == '#' ? pattern.cutHead(text, longest) : pattern.cutTail(text, longest);
        }
        default -> throw new Unreadable();
      };
    }

    private String replaced(Value value, int depth) throws Unreadable {
      boolean all = peek() == '/';
      at += all ? 1 : 0;
      String pattern = until('/', true, depth + 1);
      String by = until('}', true, depth + 1);
      String text = taken(value);
      charge(text, pattern);
      budget -= (long) text.length() * text.length() * pattern.length();
      charge(text, pattern);
      return new Globs(pattern).replace(text, Quotes.off(by, escape), all);
    }

    private void charge(String text, String pattern) throws Unreadable {
      budget -= (long) (text.length() + 1) * (pattern.length() + 1);
      if (budget < 0) {
        throw new Unreadable();
      }
    }
  }
}
