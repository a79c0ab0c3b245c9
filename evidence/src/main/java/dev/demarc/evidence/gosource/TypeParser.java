// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

/** Types, parameters and type parameters. */
final class TypeParser {
  private final Cursor cursor;
  private final Parser parser;

  TypeParser(Cursor cursor, Parser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  boolean startsType() {
    return switch (cursor.kind()) {
      case Token.IDENT, Token.STAR, Token.LBRACK, Token.LPAREN, Token.ARROW -> true;
      case Token.FUNC, Token.STRUCT, Token.INTERFACE, Token.MAP, Token.CHAN -> true;
      default -> false;
    };
  }

  void type() {
    cursor.enter();
    int start = cursor.position();
    int mark = cursor.mark();
    switch (cursor.kind()) {
      case Token.IDENT -> named(start, mark);
      case Token.STAR -> {
        cursor.advance();
        type();
        cursor.node(Kind.STAR, start, mark);
      }
      case Token.LPAREN -> {
        cursor.advance();
        type();
        cursor.expect(Token.RPAREN, ")");
        cursor.node(Kind.PAREN, start, mark);
      }
      case Token.LBRACK -> array(start, mark);
      case Token.ARROW, Token.CHAN -> channel(start, mark);
      case Token.MAP -> map(start, mark);
      case Token.FUNC -> {
        cursor.advance();
        signature();
        cursor.node(Kind.FUNC_TYPE, start, mark);
      }
      case Token.STRUCT -> struct(start, mark);
      case Token.INTERFACE -> interfaceType(start, mark);
      default -> throw cursor.error("expected a type");
    }
    cursor.leave();
  }

  private void named(int start, int mark) {
    cursor.ident();
    if (cursor.take(Token.DOT)) {
      cursor.ident();
      cursor.node(Kind.SELECTOR, start, mark);
    }
    if (cursor.take(Token.LBRACK)) {
      int level = cursor.bracket();
      while (!cursor.at(Token.RBRACK)) {
        type();
        if (!cursor.take(Token.COMMA) && !cursor.at(Token.RBRACK)) {
          throw cursor.error("expected , or ]");
        }
      }
      cursor.advance();
      cursor.level(level);
      cursor.node(Kind.INDEX, start, mark);
    }
  }

  private void array(int start, int mark) {
    cursor.advance();
    if (!cursor.take(Token.RBRACK)) {
      int level = cursor.bracket();
      if (!cursor.take(Token.ELLIPSIS)) {
        parser.expressions().expression();
      }
      cursor.level(level);
      cursor.expect(Token.RBRACK, "]");
    }
    type();
    cursor.node(Kind.ARRAY, start, mark);
  }

  private void channel(int start, int mark) {
    boolean receive = cursor.take(Token.ARROW);
    cursor.expect(Token.CHAN, "chan");
    if (!receive) {
      cursor.take(Token.ARROW);
    }
    type();
    cursor.node(Kind.CHAN, start, mark);
  }

  private void map(int start, int mark) {
    cursor.advance();
    cursor.expect(Token.LBRACK, "[");
    type();
    cursor.expect(Token.RBRACK, "]");
    type();
    cursor.node(Kind.MAP, start, mark);
  }

  private void struct(int start, int mark) {
    cursor.advance();
    cursor.expect(Token.LBRACE, "{");
    while (!cursor.at(Token.RBRACE)) {
      if (cursor.atEnd()) {
        cursor.advance();
      } else {
        field();
      }
    }
    cursor.advance();
    cursor.node(Kind.STRUCT, start, mark);
  }

  private void field() {
    int start = cursor.position();
    int mark = cursor.mark();
    if (!isEmbedded()) {
      cursor.names();
    }
    type();
    if (cursor.at(Token.STRING)) {
      parser.expressions().literal();
    }
    cursor.node(Kind.FIELD, start, mark);
    cursor.endStatement();
  }

  private boolean isEmbedded() {
    if (!cursor.at(Token.IDENT)) {
      return true;
    }
    return switch (cursor.next()) {
      case Token.NEWLINE, Token.SEMICOLON, Token.RBRACE, Token.STRING, Token.DOT -> true;
      case Token.EOF -> true;
      case Token.LBRACK -> isInstantiated(cursor.position() + 1);
      default -> false;
    };
  }

  /** True when the bracket after a field's name holds type arguments and so ends the field. */
  private boolean isInstantiated(int bracket) {
    int close = cursor.partner(bracket);
    if (close == bracket + 1) {
      return false;
    }
    return switch (cursor.kindAt(close + 1)) {
      case Token.NEWLINE, Token.SEMICOLON, Token.RBRACE, Token.STRING, Token.EOF -> true;
      default -> false;
    };
  }

  private void interfaceType(int start, int mark) {
    cursor.advance();
    cursor.expect(Token.LBRACE, "{");
    while (!cursor.at(Token.RBRACE)) {
      if (cursor.atEnd()) {
        cursor.advance();
        continue;
      }
      int first = cursor.position();
      boolean method = cursor.at(Token.IDENT) && cursor.next() == Token.LPAREN;
      boolean generic =
          cursor.at(Token.IDENT)
              && cursor.next() == Token.LBRACK
              && cursor.kindAt(cursor.partner(first + 1) + 1) == Token.LPAREN;
      if (method || generic) {
        int own = cursor.mark();
        cursor.ident();
        if (generic) {
          typeParams();
        }
        signature();
        cursor.node(Kind.METHOD, first, own);
      } else {
        union();
      }
      cursor.endStatement();
    }
    cursor.advance();
    cursor.node(Kind.INTERFACE, start, mark);
  }

  private void union() {
    int start = cursor.position();
    int mark = cursor.mark();
    do {
      cursor.take(Token.TILDE);
      type();
    } while (cursor.take(Token.OR));
    if (cursor.count(mark) > 1) {
      cursor.node(Kind.UNION, start, mark);
    }
  }

  /**
   * Whether the bracket at {@code bracket}, behind a declared name, opens type parameters rather
   * than the length of an array: {@code type T[P any]} and not {@code type T [N]int}.
   */
  boolean startsTypeParams(int bracket) {
    if (cursor.kindAt(bracket + 1) != Token.IDENT) {
      return false;
    }
    int after = cursor.kindAt(bracket + 2);
    if (after == Token.IDENT || after >= Token.KEYWORD_FIRST) {
      return true;
    }
    return switch (after) {
      case Token.COMMA, Token.TILDE, Token.LBRACK -> true;
      case Token.STAR, Token.LPAREN -> looksLikeConstraint(bracket);
      default -> false;
    };
  }

  private boolean looksLikeConstraint(int bracket) {
    int close = cursor.partner(bracket);
    for (int i = bracket + 1; i < close; i++) {
      switch (cursor.kindAt(i)) {
        case Token.LPAREN, Token.LBRACK, Token.LBRACE -> i = cursor.partner(i);
        case Token.COMMA, Token.OR, Token.TILDE, Token.INTERFACE -> {
          return true;
        }
        default -> {}
      }
    }
    return false;
  }

  void typeParams() {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.expect(Token.LBRACK, "[");
    while (!cursor.at(Token.RBRACK)) {
      cursor.ident();
      while (cursor.take(Token.COMMA) && !cursor.at(Token.RBRACK)) {
        cursor.ident();
      }
      if (!cursor.at(Token.RBRACK)) {
        union();
      }
      cursor.take(Token.COMMA);
      cursor.take(Token.NEWLINE);
    }
    cursor.advance();
    cursor.node(Kind.TYPE_PARAMS, start, mark);
  }

  /** Parameters and results. */
  void signature() {
    params(Kind.PARAMS);
    if (cursor.at(Token.LPAREN)) {
      params(Kind.RESULTS);
    } else if (startsType()) {
      int start = cursor.position();
      int mark = cursor.mark();
      type();
      cursor.node(Kind.RESULTS, start, mark);
    }
  }

  void params(Kind kind) {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.expect(Token.LPAREN, "(");
    while (!cursor.at(Token.RPAREN)) {
      int first = cursor.position();
      int own = cursor.mark();
      if (startsNamedParam()) {
        cursor.ident();
      }
      cursor.take(Token.ELLIPSIS);
      type();
      cursor.node(Kind.PARAM, first, own);
      if (!cursor.take(Token.COMMA) && !cursor.take(Token.NEWLINE) && !cursor.at(Token.RPAREN)) {
        throw cursor.error("expected , or )");
      }
    }
    cursor.advance();
    cursor.node(kind, start, mark);
  }

  private boolean startsNamedParam() {
    if (!cursor.at(Token.IDENT)) {
      return false;
    }
    return switch (cursor.next()) {
      case Token.COMMA, Token.RPAREN, Token.DOT, Token.NEWLINE, Token.EOF -> false;
      case Token.LBRACK -> {
        int close = cursor.partner(cursor.position() + 1);
        boolean slice = close == cursor.position() + 2;
        int after = cursor.kindAt(close + 1);
        yield slice || (after != Token.COMMA && after != Token.RPAREN && after != Token.NEWLINE);
      }
      default -> true;
    };
  }
}
