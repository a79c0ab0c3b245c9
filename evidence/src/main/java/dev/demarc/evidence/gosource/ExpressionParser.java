// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

/** Expressions. Types that stand where an expression may are parsed as expressions. */
final class ExpressionParser {
  private final Cursor cursor;
  private final Parser parser;

  ExpressionParser(Cursor cursor, Parser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  void expression() {
    binary(1);
  }

  /** Parses {@code a, b, c} into EXPRESSIONS. */
  void list() {
    int start = cursor.position();
    int mark = cursor.mark();
    bareList();
    cursor.node(Kind.EXPRESSIONS, start, mark);
  }

  /** Parses {@code a, b, c} without a node around. */
  void bareList() {
    expression();
    while (cursor.take(Token.COMMA)) {
      expression();
    }
  }

  void literal() {
    cursor.advance();
    cursor.node(Kind.LITERAL, cursor.position() - 1, cursor.mark());
  }

  private void binary(int precedence) {
    int start = cursor.position();
    int mark = cursor.mark();
    unary();
    while (true) {
      int own = Token.precedence(cursor.kind());
      if (own < precedence) {
        return;
      }
      int operator = cursor.position();
      cursor.advance();
      binary(own + 1);
      cursor.node(Kind.BINARY, start, mark, operator);
    }
  }

  private void unary() {
    cursor.enter();
    int start = cursor.position();
    int mark = cursor.mark();
    switch (cursor.kind()) {
      case Token.ARROW -> {
        if (cursor.next() == Token.CHAN) {
          parser.types().type();
          suffixes(start, mark);
        } else {
          prefix(Kind.UNARY, start, mark);
        }
      }
      case Token.STAR -> prefix(Kind.STAR, start, mark);
      case Token.PLUS, Token.MINUS, Token.NOT, Token.XOR, Token.AND, Token.TILDE ->
          prefix(Kind.UNARY, start, mark);
      default -> primary(start, mark);
    }
    cursor.leave();
  }

  private void prefix(Kind kind, int start, int mark) {
    cursor.advance();
    unary();
    cursor.node(kind, start, mark, start);
  }

  private void primary(int start, int mark) {
    switch (cursor.kind()) {
      case Token.IDENT -> cursor.ident();
      case Token.NUMBER, Token.CHAR, Token.STRING -> literal();
      case Token.FUNC -> function(start, mark);
      case Token.LPAREN -> {
        cursor.advance();
        int level = cursor.bracket();
        expression();
        cursor.level(level);
        cursor.expect(Token.RPAREN, ")");
        cursor.node(Kind.PAREN, start, mark);
      }
      case Token.LBRACK, Token.STRUCT, Token.INTERFACE, Token.MAP, Token.CHAN ->
          parser.types().type();
      default -> throw cursor.error("expected an expression");
    }
    suffixes(start, mark);
  }

  private void function(int start, int mark) {
    cursor.advance();
    int level = cursor.level();
    parser.types().signature();
    if (cursor.at(Token.LBRACE)) {
      parser.statements().body();
      cursor.node(Kind.FUNC_LIT, start, mark);
    } else {
      cursor.node(Kind.FUNC_TYPE, start, mark);
    }
    cursor.level(level);
  }

  private void suffixes(int start, int mark) {
    while (true) {
      switch (cursor.kind()) {
        case Token.DOT -> selector(start, mark);
        case Token.LBRACK -> index(start, mark);
        case Token.LPAREN -> call(start, mark);
        case Token.LBRACE -> {
          if (!mayBeLiteralType(cursor.latest())) {
            return;
          }
          literalValue();
          cursor.node(Kind.COMPOSITE, start, mark);
        }
        default -> {
          return;
        }
      }
    }
  }

  private void selector(int start, int mark) {
    cursor.advance();
    if (cursor.take(Token.LPAREN)) {
      if (!cursor.take(Token.TYPE)) {
        parser.types().type();
      }
      cursor.expect(Token.RPAREN, ")");
      cursor.node(Kind.TYPE_ASSERT, start, mark);
    } else {
      cursor.ident();
      cursor.node(Kind.SELECTOR, start, mark);
    }
  }

  private void index(int start, int mark) {
    cursor.advance();
    int level = cursor.bracket();
    boolean slice = false;
    while (!cursor.at(Token.RBRACK)) {
      if (cursor.take(Token.COLON)) {
        slice = true;
        continue;
      }
      expression();
      cursor.take(Token.COMMA);
      if (cursor.at(Token.NEWLINE)) {
        throw cursor.error("expected ]");
      }
    }
    cursor.level(level);
    cursor.advance();
    cursor.node(slice ? Kind.SLICE : Kind.INDEX, start, mark);
  }

  private void call(int start, int mark) {
    cursor.advance();
    int level = cursor.bracket();
    while (!cursor.at(Token.RPAREN)) {
      expression();
      cursor.take(Token.ELLIPSIS);
      if (!cursor.take(Token.COMMA) && !cursor.at(Token.RPAREN)) {
        throw cursor.error("expected , or )");
      }
    }
    cursor.level(level);
    cursor.advance();
    cursor.node(Kind.CALL, start, mark);
  }

  private boolean mayBeLiteralType(Node type) {
    boolean free = cursor.level() >= 0;
    return switch (type.kind()) {
      case ARRAY, STRUCT, MAP -> true;
      case IDENT -> free;
      case SELECTOR -> free && isName(type.child(0).orElse(type));
      case INDEX -> {
        Node base = type.child(0).orElse(type);
        yield free && (isName(base) || base.is(Kind.SELECTOR));
      }
      default -> false;
    };
  }

  private static boolean isName(Node node) {
    return node.is(Kind.IDENT);
  }

  private void literalValue() {
    cursor.enter();
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.advance();
    int level = cursor.bracket();
    while (!cursor.at(Token.RBRACE)) {
      int first = cursor.position();
      int own = cursor.mark();
      element();
      if (cursor.take(Token.COLON)) {
        element();
        cursor.node(Kind.KEY_VALUE, first, own);
      }
      if (!cursor.take(Token.COMMA) && !cursor.take(Token.NEWLINE) && !cursor.at(Token.RBRACE)) {
        throw cursor.error("expected , or }");
      }
    }
    cursor.level(level);
    cursor.advance();
    cursor.node(Kind.LITERAL_VALUE, start, mark);
    cursor.leave();
  }

  private void element() {
    if (cursor.at(Token.LBRACE)) {
      literalValue();
    } else {
      expression();
    }
  }
}
