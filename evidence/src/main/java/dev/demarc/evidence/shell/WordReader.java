// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one word: quotes, expansions, and the commands that stand in substitutions. */
final class WordReader {
  /** What a word is put together from. */
  private static final class Draft {
    private final ByteArrayOutputStream text = new ByteArrayOutputStream();
    private final List<String> variables = new ArrayList<>();
    private final @Nullable ShellCommand owner;
    private boolean quoted;
    private boolean constant = true;
    private boolean name = true;
    private int equals = -1;

    Draft(@Nullable ShellCommand owner) {
      this.owner = owner;
    }
  }

  private final Passage passage;
  private final byte[] bytes;
  private final ShellCursor cursor;
  private final ShellParser parser;

  WordReader(Passage passage, ShellCursor cursor, ShellParser parser) {
    this.passage = passage;
    this.bytes = passage.bytes();
    this.cursor = cursor;
    this.parser = parser;
  }

  /** Reads the word at the cursor; it is empty where none begins. */
  ShellWord read(@Nullable ShellCommand owner) {
    Draft word = new Draft(owner);
    int start = cursor.at;
    while (!cursor.isClosed() && part(word)) {}
    return new ShellWord(
        passage,
        start,
        cursor.at,
        word.text.toString(StandardCharsets.UTF_8),
        word.quoted,
        word.constant,
        word.variables,
        word.equals);
  }

  /** Takes the next part; false where the word ends. */
  private boolean part(Draft word) {
    byte b = bytes[cursor.at];
    switch (b) {
      case ' ', '\t', '\r', '\n', ';', '&', '|', ')' -> {
        return false;
      }
      case '(' -> {
        return bracket(word);
      }
      case '<', '>' -> {
        if (cursor.peek(1) != '(') {
          return false;
        }
        nested(word, Enclosure.Kind.PROCESS, 2, ')');
      }
      case '`' -> nested(word, Enclosure.Kind.SUBSTITUTION, 1, '`');
      case '\\' -> escape(word);
      case '\'' -> single(word);
      case '"' -> quoted(word);
      case '$' -> dollar(word, false);
      default -> literal(word, b);
    }
    return true;
  }

  private void literal(Draft word, byte b) {
    boolean plain = !word.quoted && word.constant;
    if (b == '=' && word.equals < 0 && word.name && plain && word.text.size() > 0) {
      word.equals = word.text.size();
    }
    word.name &= isName(b) || b == '[' || b == ']' || b == '+';
    word.name &= word.text.size() > 0 || (!(b >= '0' && b <= '9') && b != '[' && b != '+');
    word.text.write(b);
    cursor.at++;
  }

  /** An array, or a pattern of bash: {@code @(a|b)}. */
  private boolean bracket(Draft word) {
    int before = cursor.at > 0 ? bytes[cursor.at - 1] : -1;
    boolean array = word.equals > 0 && word.equals == word.text.size() - 1;
    boolean pattern = word.text.size() > 0 && "?*+@".indexOf(before) >= 0;
    if (!array && !pattern) {
      return false;
    }
    int from = cursor.at;
    word.constant = false;
    if (array && cursor.enter()) {
      cursor.at++;
      cursor.open(')');
      elements(word.owner);
      cursor.close();
      cursor.leave();
    } else {
      cursor.skipBalanced('(', ')');
    }
    word.text.write(bytes, from, cursor.at - from);
    return true;
  }

  private void elements(@Nullable ShellCommand owner) {
    cursor.skipLines();
    while (!cursor.isClosed()) {
      int from = cursor.at;
      ShellWord _ = read(owner);
      if (cursor.at == from) {
        cursor.at++;
      }
      cursor.skipLines();
    }
  }

  private void escape(Draft word) {
    cursor.at++;
    if (cursor.peek(0) == '\n') {
      cursor.at++;
    } else if (!cursor.isAtEnd()) {
      word.quoted = true;
      word.text.write(bytes[cursor.at++]);
    }
  }

  private void single(Draft word) {
    word.quoted = true;
    cursor.at++;
    while (!cursor.isAtEnd() && bytes[cursor.at] != '\'') {
      word.text.write(bytes[cursor.at++]);
    }
    cursor.at = Math.min(cursor.at + 1, bytes.length);
  }

  private void quoted(Draft word) {
    word.quoted = true;
    cursor.at++;
    while (!cursor.isAtEnd() && bytes[cursor.at] != '"') {
      byte b = bytes[cursor.at];
      if (b == '\\') {
        escapeInQuotes(word);
      } else if (b == '$') {
        dollar(word, true);
      } else if (b != '`') {
        word.text.write(b);
        cursor.at++;
      } else if (cursor.closesWith('`')) {
        return;
      } else {
        nested(word, Enclosure.Kind.SUBSTITUTION, 1, '`');
      }
    }
    cursor.at = Math.min(cursor.at + 1, bytes.length);
  }

  private void escapeInQuotes(Draft word) {
    int next = cursor.peek(1);
    if (next == '\n') {
      cursor.at += 2;
      return;
    }
    if (next >= 0 && "\\\"$`".indexOf(next) >= 0) {
      cursor.at++;
    }
    word.text.write(bytes[cursor.at++]);
  }

  private void dollar(Draft word, boolean inQuotes) {
    int next = cursor.peek(1);
    if (next == '(' && cursor.peek(2) == '(') {
      raw(word, 1, '(', ')');
    } else if (next == '(') {
      nested(word, Enclosure.Kind.SUBSTITUTION, 2, ')');
    } else if (next == '{') {
      braces(word, inQuotes);
    } else if (next == '\'' && !inQuotes) {
      cursor.at++;
      ansi(word);
    } else if (next == '"' && !inQuotes) {
      cursor.at++;
    } else if (next >= 0 && (isName((byte) next) || "@*#?-$!".indexOf(next) >= 0)) {
      variable(word, next);
    } else {
      word.text.write('$');
      cursor.at++;
    }
  }

  private void ansi(Draft word) {
    word.quoted = true;
    cursor.at++;
    while (!cursor.isAtEnd() && bytes[cursor.at] != '\'') {
      if (bytes[cursor.at] == '\\' && cursor.peek(1) >= 0) {
        word.text.write(bytes[cursor.at++]);
      }
      word.text.write(bytes[cursor.at++]);
    }
    cursor.at = Math.min(cursor.at + 1, bytes.length);
  }

  private void variable(Draft word, int next) {
    int from = cursor.at++;
    boolean letters = isName((byte) next) && !(next >= '0' && next <= '9');
    do {
      cursor.at++;
    } while (letters && !cursor.isAtEnd() && isName(bytes[cursor.at]));
    word.variables.add(passage.text(from + 1, cursor.at));
    word.text.write(bytes, from, cursor.at - from);
    word.constant = false;
  }

  /** Braces with all that may stand in them: quotes, other variables, commands. */
  private void braces(Draft word, boolean inQuotes) {
    if (!cursor.enter()) {
      raw(word, 1, '{', '}');
      return;
    }
    int from = cursor.at;
    cursor.at += 2;
    while (cursor.peek(0) == '#' || cursor.peek(0) == '!') {
      cursor.at++;
    }
    int name = cursor.at;
    while (!cursor.isAtEnd() && isName(bytes[cursor.at])) {
      cursor.at++;
    }
    if (cursor.at > name) {
      word.variables.add(passage.text(name, cursor.at));
    }
    Draft inner = new Draft(word.owner);
    while (!cursor.isAtEnd() && bytes[cursor.at] != '}') {
      byte b = bytes[cursor.at];
      if (b == '\\') {
        cursor.at = Math.min(cursor.at + 2, bytes.length);
      } else if (b == '\'' && !inQuotes) {
        single(inner);
      } else if (b == '"') {
        quotedInBraces(inner, inQuotes);
      } else if (b == '$') {
        dollar(inner, inQuotes);
      } else {
        cursor.at++;
      }
    }
    cursor.at = Math.min(cursor.at + 1, bytes.length);
    cursor.leave();
    word.variables.addAll(inner.variables);
    word.text.write(bytes, from, cursor.at - from);
    word.constant = false;
  }

  /** Inside of quotes a quote that opens again is passed over: the braces decide where it ends. */
  private void quotedInBraces(Draft inner, boolean inQuotes) {
    if (inQuotes) {
      cursor.at++;
    } else {
      quoted(inner);
    }
  }

  private void raw(Draft word, int skip, char opener, char closer) {
    int from = cursor.at;
    cursor.at += skip;
    cursor.skipBalanced(opener, closer);
    word.text.write(bytes, from, cursor.at - from);
    word.constant = false;
  }

  private void nested(Draft word, Enclosure.Kind kind, int skip, char closer) {
    int from = cursor.at;
    cursor.at += skip;
    parser.nested(kind, closer, word.owner);
    word.text.write(bytes, from, cursor.at - from);
    word.constant = false;
  }

  private static boolean isName(byte b) {
    return b == '_' || (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
  }
}
