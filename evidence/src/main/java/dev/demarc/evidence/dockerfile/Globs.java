// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import java.util.ArrayList;
import java.util.List;

/** Patterns of {@code *} and {@code ?}, as {@code ${name#pattern}} and its kin know them. */
final class Globs {
  private static final int ANY = -1;
  private static final int ONE = -2;

  private final List<Integer> parts = new ArrayList<>();

  Globs(String pattern) {
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        parts.add((int) pattern.charAt(++i));
      } else {
        parts.add(c == '*' ? ANY : c == '?' ? ONE : c);
      }
    }
  }

  /** How many characters from {@code from} on it matches; -1 for none. */
  int match(String text, int from, boolean longest) {
    boolean[] here = new boolean[parts.size() + 1];
    here[0] = true;
    int best = -1;
    for (int at = from; ; at++) {
      for (int i = 0; i < parts.size(); i++) {
        here[i + 1] |= here[i] && parts.get(i) == ANY;
      }
      if (here[parts.size()]) {
        best = at - from;
        if (!longest) {
          return best;
        }
      }
      if (at == text.length()) {
        return best;
      }
      for (int i = parts.size(); i > 0; i--) {
        int part = parts.get(i - 1);
        boolean stays = part == ANY && here[i];
        boolean takes = here[i - 1] && (part == ONE || part == text.charAt(at));
        here[i] = stays || takes;
      }
      here[0] = false;
    }
  }

  String cutHead(String text, boolean longest) {
    int length = match(text, 0, longest);
    return length < 0 ? text : text.substring(length);
  }

  String cutTail(String text, boolean longest) {
    Globs reversed = new Globs("");
    reversed.parts.addAll(parts.reversed());
    int length = reversed.match(new StringBuilder(text).reverse().toString(), 0, longest);
    return length < 0 ? text : text.substring(0, text.length() - length);
  }

  String replace(String text, String by, boolean all) {
    StringBuilder result = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      int length = match(text, at, true);
      if (length <= 0) {
        result.append(text.charAt(at++));
      } else {
        result.append(by);
        at += length;
        if (!all) {
          break;
        }
      }
    }
    return result.append(text, at, text.length()).toString();
  }
}
