// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Splits a part of a line into words. */
final class Splitter {
  private final Passage line;
  private final byte[] bytes;
  private final byte escape;

  Splitter(Passage line, byte escape) {
    this.line = line;
    this.bytes = line.bytes();
    this.escape = escape;
  }

  int skipBlanks(int from) {
    int at = from;
    while (at < bytes.length && Lines.isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The end of the word that starts here, whatever its quotes. */
  int endOfPlain(int from) {
    int at = from;
    while (at < bytes.length && !Lines.isBlank(bytes[at])) {
      at++;
    }
    return at;
  }

  /** The end of the word that starts here: blanks in quotes or behind an escape belong to it. */
  int endOfQuoted(int from) {
    int at = from;
    byte quote = 0;
    while (at < bytes.length && (quote != 0 || !Lines.isBlank(bytes[at]))) {
      byte b = bytes[at];
      if (b == escape && quote != '\'') {
        at++;
      } else if (quote == 0 && (b == '\'' || b == '"')) {
        quote = b;
      } else if (b == quote) {
        quote = 0;
      }
      at++;
    }
    return Math.min(at, bytes.length);
  }

  List<Word> plain(int from) {
    List<Word> words = new ArrayList<>();
    for (int at = skipBlanks(from); at < bytes.length; at = skipBlanks(at)) {
      int end = endOfPlain(at);
      words.add(Word.of(line, at, end));
      at = end;
    }
    return words;
  }

  List<Word> quoted(int from) {
    List<Word> words = new ArrayList<>();
    for (int at = skipBlanks(from); at < bytes.length; at = skipBlanks(at)) {
      int end = endOfQuoted(at);
      words.add(Word.of(line, at, end));
      at = end;
    }
    return words;
  }

  /** The name and the value of {@code name=value}, or of {@code name} alone. */
  Pair pair(Word word) {
    int equals = word.start();
    while (equals < word.end() && bytes[equals] != '=') {
      equals++;
    }
    Optional<Word> value =
        equals < word.end() ? Optional.of(Word.of(line, equals + 1, word.end())) : Optional.empty();
    return new Pair(Quotes.off(line.text(word.start(), equals), (char) escape), value, word);
  }
}
