// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

/** Imports, constants, variables, types and functions. */
final class DeclarationParser {
  private final Cursor cursor;
  private final Parser parser;

  DeclarationParser(Cursor cursor, Parser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  void declaration() {
    switch (cursor.kind()) {
      case Token.FUNC -> function();
      case Token.IMPORT -> group(Kind.IMPORT_DECL, this::importSpec);
      case Token.CONST -> group(Kind.CONST_DECL, this::valueSpec);
      case Token.VAR -> group(Kind.VAR_DECL, this::valueSpec);
      case Token.TYPE -> group(Kind.TYPE_DECL, this::typeSpec);
      default -> throw cursor.error("expected a declaration");
    }
  }

  private void group(Kind kind, Runnable spec) {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.advance();
    if (cursor.take(Token.LPAREN)) {
      while (!cursor.at(Token.RPAREN)) {
        if (cursor.atEnd()) {
          cursor.advance();
        } else {
          spec.run();
          cursor.endStatement();
        }
      }
      cursor.advance();
    } else {
      spec.run();
    }
    cursor.node(kind, start, mark);
  }

  private void importSpec() {
    int start = cursor.position();
    int mark = cursor.mark();
    if (cursor.at(Token.IDENT)) {
      cursor.ident();
    } else {
      cursor.take(Token.DOT);
    }
    if (!cursor.at(Token.STRING)) {
      throw cursor.error("expected the path of an import");
    }
    parser.expressions().literal();
    cursor.node(Kind.IMPORT, start, mark);
  }

  private void valueSpec() {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.names();
    if (!cursor.at(Token.ASSIGN) && !cursor.atEnd() && !cursor.at(Token.RPAREN)) {
      parser.types().type();
    }
    if (cursor.take(Token.ASSIGN)) {
      parser.expressions().list();
    }
    cursor.node(Kind.VALUE_SPEC, start, mark);
  }

  private void typeSpec() {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.ident();
    if (cursor.at(Token.LBRACK) && parser.types().startsTypeParams(cursor.position())) {
      parser.types().typeParams();
    }
    cursor.take(Token.ASSIGN);
    parser.types().type();
    cursor.node(Kind.TYPE_SPEC, start, mark);
  }

  private void function() {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.advance();
    if (cursor.at(Token.LPAREN)) {
      parser.types().params(Kind.RECEIVER);
    }
    cursor.ident();
    if (cursor.at(Token.LBRACK)) {
      parser.types().typeParams();
    }
    parser.types().signature();
    if (cursor.at(Token.LBRACE)) {
      parser.statements().body();
    }
    cursor.node(Kind.FUNC, start, mark);
  }
}
