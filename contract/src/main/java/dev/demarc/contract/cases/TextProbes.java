// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dk.brics.automaton.Automaton;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of the boundary table that are about texts: length, pattern, format, hostile payloads.
 */
final class TextProbes {
  private static final String ASTRAL = "😀";
  private static final String COMBINING = "e\u0301";
  private static final int LONGEST = 20_000;
  private static final int EDGE_WORDS = 16;
  private static final String PROBE_CHARS = "05aZ_- é";

  /** Texts that break programs which treat data as code, paths, formulas or C strings. */
  private static final List<String> PAYLOADS =
      List.of(
          "\uFEFFmark",
          "a\u2028b",
          "\u202Eabc",
          "${jndi:x}",
          "'\";--",
          "=1+1",
          "+1",
          "@a",
          "-1",
          "../../x",
          "%00",
          "\\",
          "\\n",
          "a,b",
          "a\"b",
          "\"",
          "''",
          "$(true)",
          "`true`",
          "%s%d",
          "null",
          "NA",
          "1e5",
          "日本語",
          "é",
          "a\tb",
          " a ");

  private final Column column;
  private final List<Probe> probes = new ArrayList<>();

  private TextProbes(Column column) {
    this.column = column;
  }

  static List<Probe> of(Column column, Values values) {
    TextProbes all = new TextProbes(column);
    if (column.schema().has("pattern")) {
      all.pattern(column.schema().path("pattern").asString(""), values.words(column));
    } else if (column.schema().has("format")) {
      all.format(column.schema().path("format").asString(""));
    } else {
      all.lengths();
      all.payloads();
    }
    return all.probes;
  }

  /** Texts that differ a little: one more letter, other case, a blank, another normal form. */
  static Set<String> nearMisses(String text) {
    Set<String> near = new LinkedHashSet<>();
    near.add(text + "_");
    near.add(text.toUpperCase(Locale.ROOT));
    near.add(text.toLowerCase(Locale.ROOT));
    near.add(text + " ");
    near.add(" " + text);
    near.add(Normalizer.normalize(text, Normalizer.Form.NFD));
    near.add(text.isEmpty() ? "x" : text.substring(1));
    near.remove(text);
    near.remove("");
    return near;
  }

  private void add(boolean held, String keyword, String label, String text) {
    probes.add(new Probe(label, keyword, held, new Cell.Text(text)));
  }

  private void lengths() {
    column.count("minLength").filter(min -> min > 0).ifPresent(min -> around("minLength", min, -1));
    column
        .count("maxLength")
        .filter(max -> max < LONGEST)
        .ifPresent(max -> around("maxLength", max, 1));
  }

  /** Exactly the bound, and one beyond it, in letters of one, two and several units. */
  private void around(String keyword, int bound, int beyond) {
    if (bound > 0) {
      add(true, keyword, "ascii-" + bound, "a".repeat(bound));
      add(true, keyword, "astral-" + bound, ASTRAL.repeat(bound));
      add(true, keyword, "combining-" + bound, COMBINING.repeat(bound).substring(0, bound));
    }
    int over = bound + beyond;
    if (over > 0) {
      add(false, keyword, "ascii-" + over, "a".repeat(over));
      add(false, keyword, "astral-" + over, ASTRAL.repeat(over));
      add(false, keyword, "combining-" + over, COMBINING.repeat(over).substring(0, over));
    }
  }

  private void payloads() {
    int min = column.count("minLength").orElse(0);
    int max = column.count("maxLength").orElse(LONGEST);
    for (int i = 0; i < PAYLOADS.size(); i++) {
      String text = PAYLOADS.get(i) + "a".repeat(Math.max(0, min - length(PAYLOADS.get(i))));
      if (length(text) <= max) {
        add(true, "type", "payload-" + i, text);
      }
    }
    if (max >= 10_000) {
      add(true, "type", "payload-long", "a".repeat(10_000));
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private void format(String format) {
    for (String good : Formats.good(format)) {
      add(true, "format", "good", good);
    }
    for (String bad : Formats.bad(format)) {
      add(false, "format", "bad", bad);
    }
  }

  private void pattern(String pattern, Optional<Words> words) {
    if (words.isEmpty()) {
      return;
    }
    Words inside = words.get();
    Set<String> good = new LinkedHashSet<>(List.of(inside.shortest(), inside.longest()));
    good.addAll(inside.overEveryEdge(EDGE_WORDS));
    for (String word : good) {
      if (!word.isEmpty()) {
        add(true, "pattern", "word", word);
      }
    }
    Words.outside(pattern, 1, 64)
        .ifPresent(outside -> add(false, "pattern", "complement", outside.shortest()));
    Optional<Automaton> language = Regex.automaton(pattern);
    for (String word : List.of(inside.shortest(), inside.longest())) {
      for (String near : damaged(word)) {
        if (language.filter(known -> !known.run(near)).isPresent()) {
          add(false, "pattern", "near", near);
        }
      }
    }
    lengthsWithin(inside, pattern);
  }

  private void lengthsWithin(Words inside, String pattern) {
    column
        .count("maxLength")
        .filter(max -> inside.lengths().last().equals(max))
        .ifPresent(max -> {
          add(true, "maxLength", "longest", inside.longest());
          Words.of(pattern, max + 1, max + 8)
              .ifPresent(longer -> add(false, "maxLength", "longer", longer.shortest()));
        });
    column
        .count("minLength")
        .filter(min -> min > 0 && inside.lengths().first().equals(min))
        .ifPresent(min -> {
          add(true, "minLength", "shortest", inside.shortest());
          Words.of(pattern, 1, min - 1)
              .ifPresent(shorter -> add(false, "minLength", "shorter", shorter.longest()));
        });
  }

  /** A word with one thing wrong: a letter changed, added, taken away. */
  private static Set<String> damaged(String word) {
    Set<String> bad = new LinkedHashSet<>();
    if (word.length() > 40) {
      return bad;
    }
    for (int i = 0; i < word.length(); i++) {
      for (int k = 0; k < PROBE_CHARS.length(); k++) {
        bad.add(word.substring(0, i) + PROBE_CHARS.charAt(k) + word.substring(i + 1));
      }
    }
    bad.add("x" + word);
    bad.add(word + "x");
    bad.add(word + "\n");
    bad.add(" " + word);
    bad.add(word + " ");
    if (!word.isEmpty()) {
      bad.add(word.substring(1));
      bad.add(word.substring(0, word.length() - 1));
      bad.add(word.charAt(0) + word);
      bad.add(word + word.charAt(word.length() - 1));
      bad.add(word.toLowerCase(Locale.ROOT));
    }
    bad.remove(word);
    bad.remove("");
    return bad;
  }
}
