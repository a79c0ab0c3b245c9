// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.HashMap;
import java.util.Map;

/** The kinds of tokens of Go: plain numbers, because a lexer makes millions of them. */
final class Token {
  static final int EOF = 0;
  static final int IDENT = 1;
  static final int NUMBER = 2;
  static final int CHAR = 3;
  static final int STRING = 4;

  /** A semicolon that the author wrote. */
  static final int SEMICOLON = 5;

  /** A semicolon that the end of a line stands for. */
  static final int NEWLINE = 6;

  /** A byte that no token of Go starts with. */
  static final int ILLEGAL = 7;

  static final int LPAREN = 10;
  static final int RPAREN = 11;
  static final int LBRACK = 12;
  static final int RBRACK = 13;
  static final int LBRACE = 14;
  static final int RBRACE = 15;
  static final int COMMA = 16;
  static final int DOT = 17;
  static final int COLON = 18;
  static final int ELLIPSIS = 19;
  static final int ARROW = 20;
  static final int DEFINE = 21;
  static final int ASSIGN = 22;

  /** {@code +=} and its like. */
  static final int OP_ASSIGN = 23;

  static final int INC = 24;
  static final int DEC = 25;
  static final int NOT = 26;
  static final int TILDE = 27;

  /** Binary operators carry their precedence: 30 + 10 * precedence + n. */
  static final int BINARY_FIRST = 40;

  static final int OROR = 40;
  static final int ANDAND = 50;
  static final int COMPARE = 60;
  static final int PLUS = 70;
  static final int MINUS = 71;
  static final int OR = 72;
  static final int XOR = 73;
  static final int STAR = 80;
  static final int AND = 81;

  /** The other operators of the precedence of {@code *}, none of which is also a prefix. */
  static final int MULTIPLY = 82;

  static final int BINARY_LAST = 89;

  static final int KEYWORD_FIRST = 100;
  static final int BREAK = 100;
  static final int CASE = 101;
  static final int CHAN = 102;
  static final int CONST = 103;
  static final int CONTINUE = 104;
  static final int DEFAULT = 105;
  static final int DEFER = 106;
  static final int ELSE = 107;
  static final int FALLTHROUGH = 108;
  static final int FOR = 109;
  static final int FUNC = 110;
  static final int GO = 111;
  static final int GOTO = 112;
  static final int IF = 113;
  static final int IMPORT = 114;
  static final int INTERFACE = 115;
  static final int MAP = 116;
  static final int PACKAGE = 117;
  static final int RANGE = 118;
  static final int RETURN = 119;
  static final int SELECT = 120;
  static final int STRUCT = 121;
  static final int SWITCH = 122;
  static final int TYPE = 123;
  static final int VAR = 124;

  /** In the order of the numbers from {@link #KEYWORD_FIRST} on. */
  private static final String[] KEYWORDS = {
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var"
  };

  private static final Map<String, Integer> BY_WORD = byWord();
  private static final int LONGEST_KEYWORD = "fallthrough".length();

  private Token() {}

  private static Map<String, Integer> byWord() {
    Map<String, Integer> all = new HashMap<>();
    for (int i = 0; i < KEYWORDS.length; i++) {
      all.put(KEYWORDS[i], KEYWORD_FIRST + i);
    }
    return Map.copyOf(all);
  }

  /** The keyword that these bytes spell, or {@link #IDENT}. */
  static int wordKind(byte[] bytes, int start, int end) {
    int length = end - start;
    if (length < 2 || length > LONGEST_KEYWORD || bytes[start] < 'b' || bytes[start] > 'v') {
      return IDENT;
    }
    for (int i = start; i < end; i++) {
      if (bytes[i] < 'a' || bytes[i] > 'z') {
        return IDENT;
      }
    }
    String word = new String(bytes, start, length, java.nio.charset.StandardCharsets.US_ASCII);
    return BY_WORD.getOrDefault(word, IDENT);
  }

  /** The precedence of a binary operator, 1 to 5; 0 for every other token. */
  static int precedence(int kind) {
    return kind >= BINARY_FIRST && kind <= BINARY_LAST ? (kind - 30) / 10 : 0;
  }

  /** True when a line that ends after this token ends a statement. */
  static boolean endsStatement(int kind) {
    return switch (kind) {
      case IDENT, NUMBER, CHAR, STRING, RPAREN, RBRACK, RBRACE, INC, DEC -> true;
      case BREAK, CONTINUE, FALLTHROUGH, RETURN -> true;
      default -> false;
    };
  }
}
