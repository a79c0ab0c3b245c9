// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

/**
 * Bytes to tokens, with Go's automatic semicolons. Anything is accepted: a byte that starts no
 * token becomes {@link Token#ILLEGAL}, a text without its end stops at the end of the line (or of
 * the file, where a text may span lines), and the parser complains.
 */
final class Lexer {
  private final byte[] bytes;
  private final Tokens tokens = new Tokens();
  private int at;
  private int last = Token.EOF;

  private Lexer(byte[] bytes) {
    this.bytes = bytes;
  }

  static Tokens lex(byte[] bytes) {
    Lexer lexer = new Lexer(bytes);
    lexer.run();
    lexer.tokens.pairBrackets();
    return lexer.tokens;
  }

  private void run() {
    if (peek(0) == 0xef && peek(1) == 0xbb && peek(2) == 0xbf) {
      at = 3;
    }
    while (true) {
      skipBlank();
      if (at >= bytes.length) {
        endLine();
        return;
      }
      token();
    }
  }

  private void skipBlank() {
    while (at < bytes.length) {
      switch (bytes[at]) {
        case '\n' -> {
          endLine();
          at++;
        }
        case ' ', '\t', '\r' -> at++;
        default -> {
          return;
        }
      }
    }
  }

  private void endLine() {
    if (Token.endsStatement(last)) {
      add(Token.NEWLINE, at);
    }
  }

  private void token() {
    int start = at;
    int c = peek(0);
    if (isLetter(c)) {
      do {
        at++;
      } while (isLetter(peek(0)) || isDigit(peek(0)));
      add(Token.wordKind(bytes, start, at), start);
    } else if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
      number();
      add(Token.NUMBER, start);
    } else if (c == '"') {
      quoted('"');
      add(Token.STRING, start);
    } else if (c == '\'') {
      quoted('\'');
      add(Token.CHAR, start);
    } else if (c == '`') {
      raw();
      add(Token.STRING, start);
    } else if (c == '/' && peek(1) == '/') {
      lineComment();
    } else if (c == '/' && peek(1) == '*') {
      blockComment();
    } else {
      add(operator(c), start);
    }
  }

  private void add(int kind, int start) {
    tokens.add(kind, start, at);
    last = kind;
  }

  /** The byte {@code ahead} of here, or -1 past the end. */
  private int peek(int ahead) {
    return at + ahead < bytes.length ? bytes[at + ahead] & 0xff : -1;
  }

  /**
   * Every byte of a multi-byte character counts as a letter: Go allows no other use outside text.
   */
  private static boolean isLetter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
  }

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }

  private void number() {
    boolean hex = peek(0) == '0' && (peek(1) | 0x20) == 'x';
    int exponent = hex ? 'p' : 'e';
    at++;
    while (isDigit(peek(0)) || peek(0) == '.' || (isLetter(peek(0)) && peek(0) < 0x80)) {
      boolean signed = (peek(0) | 0x20) == exponent && (peek(1) == '+' || peek(1) == '-');
      at += signed ? 2 : 1;
    }
  }

  private void quoted(int quote) {
    at++;
    while (at < bytes.length && bytes[at] != '\n') {
      int c = bytes[at++];
      if (c == quote) {
        return;
      }
      if (c == '\\' && at < bytes.length && bytes[at] != '\n') {
        at++;
      }
    }
  }

  private void raw() {
    at++;
    while (at < bytes.length && bytes[at] != '`') {
      at++;
    }
    at = Math.min(at + 1, bytes.length);
  }

  private void lineComment() {
    int start = at;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    tokens.addComment(start, at);
  }

  private void blockComment() {
    int start = at;
    boolean lines = false;
    at += 2;
    while (at < bytes.length && !(bytes[at] == '*' && peek(1) == '/')) {
      lines |= bytes[at] == '\n';
      at++;
    }
    at = Math.min(at + 2, bytes.length);
    tokens.addComment(start, at);
    if (lines) {
      endLine();
    }
  }

  private int operator(int c) {
    return switch (c) {
      case '(' -> take(1, Token.LPAREN);
      case ')' -> take(1, Token.RPAREN);
      case '[' -> take(1, Token.LBRACK);
      case ']' -> take(1, Token.RBRACK);
      case '{' -> take(1, Token.LBRACE);
      case '}' -> take(1, Token.RBRACE);
      case ',' -> take(1, Token.COMMA);
      case ';' -> take(1, Token.SEMICOLON);
      case '~' -> take(1, Token.TILDE);
      case '.' -> peek(1) == '.' && peek(2) == '.' ? take(3, Token.ELLIPSIS) : take(1, Token.DOT);
      case ':' -> peek(1) == '=' ? take(2, Token.DEFINE) : take(1, Token.COLON);
      case '=' -> peek(1) == '=' ? take(2, Token.COMPARE) : take(1, Token.ASSIGN);
      case '!' -> peek(1) == '=' ? take(2, Token.COMPARE) : take(1, Token.NOT);
      case '+' -> peek(1) == '+' ? take(2, Token.INC) : orAssign(1, Token.PLUS);
      case '-' -> peek(1) == '-' ? take(2, Token.DEC) : orAssign(1, Token.MINUS);
      case '*' -> orAssign(1, Token.STAR);
      case '/', '%' -> orAssign(1, Token.MULTIPLY);
      case '^' -> orAssign(1, Token.XOR);
      case '|' -> peek(1) == '|' ? take(2, Token.OROR) : orAssign(1, Token.OR);
      case '&' -> and();
      case '<', '>' -> angle(c);
      default -> take(1, Token.ILLEGAL);
    };
  }

  private int and() {
    if (peek(1) == '&') {
      return take(2, Token.ANDAND);
    }
    return peek(1) == '^' ? orAssign(2, Token.MULTIPLY) : orAssign(1, Token.AND);
  }

  private int angle(int c) {
    if (peek(1) == c) {
      return orAssign(2, Token.MULTIPLY);
    }
    if (c == '<' && peek(1) == '-') {
      return take(2, Token.ARROW);
    }
    return take(peek(1) == '=' ? 2 : 1, Token.COMPARE);
  }

  private int orAssign(int length, int kind) {
    return peek(length) == '=' ? take(length + 1, Token.OP_ASSIGN) : take(length, kind);
  }

  private int take(int length, int kind) {
    at += length;
    return kind;
  }
}
