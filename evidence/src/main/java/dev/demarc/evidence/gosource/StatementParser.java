// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.ArrayDeque;
import java.util.Deque;

/** Statements. */
final class StatementParser {
  private final Cursor cursor;
  private final Parser parser;

  StatementParser(Cursor cursor, Parser parser) {
    this.cursor = cursor;
    this.parser = parser;
  }

  /** A block in which composite literals are free again, whatever stands around it. */
  void body() {
    int level = cursor.level();
    cursor.level(0);
    block();
    cursor.level(level);
  }

  private void block() {
    int start = cursor.position();
    int mark = cursor.mark();
    cursor.expect(Token.LBRACE, "{");
    statements();
    cursor.expect(Token.RBRACE, "}");
    cursor.node(Kind.BLOCK, start, mark);
  }

  private boolean endsList() {
    return switch (cursor.kind()) {
      case Token.RBRACE, Token.CASE, Token.DEFAULT, Token.EOF -> true;
      default -> false;
    };
  }

  private void statements() {
    while (!endsList()) {
      if (cursor.atEnd()) {
        cursor.advance();
        continue;
      }
      statement();
      if (!endsList()) {
        cursor.endStatement();
      }
    }
  }

  private void statement() {
    cursor.enter();
    int start = cursor.position();
    int mark = cursor.mark();
    switch (cursor.kind()) {
      case Token.CONST, Token.VAR, Token.TYPE -> parser.declarations().declaration();
      case Token.GO -> prefixed(Kind.GO, start, mark);
      case Token.DEFER -> prefixed(Kind.DEFER, start, mark);
      case Token.RETURN -> returned(start, mark);
      case Token.BREAK, Token.CONTINUE, Token.GOTO, Token.FALLTHROUGH -> branch(start, mark);
      case Token.IF -> ifs();
      case Token.FOR -> loop(start, mark);
      case Token.SWITCH -> switches(start, mark);
      case Token.SELECT -> select(start, mark);
      case Token.LBRACE -> body();
      case Token.IDENT -> {
        if (cursor.next() == Token.COLON) {
          labeled(start, mark);
        } else {
          simple();
        }
      }
      default -> simple();
    }
    cursor.leave();
  }

  private void prefixed(Kind kind, int start, int mark) {
    cursor.advance();
    parser.expressions().expression();
    cursor.node(kind, start, mark);
  }

  private void returned(int start, int mark) {
    cursor.advance();
    if (!cursor.atEnd() && !endsList()) {
      parser.expressions().bareList();
    }
    cursor.node(Kind.RETURN, start, mark);
  }

  private void branch(int start, int mark) {
    boolean labels = !cursor.at(Token.FALLTHROUGH);
    cursor.advance();
    if (labels && cursor.at(Token.IDENT)) {
      cursor.ident();
    }
    cursor.node(Kind.BRANCH, start, mark);
  }

  private void labeled(int start, int mark) {
    cursor.ident();
    cursor.advance();
    if (!endsList() && !cursor.atEnd()) {
      statement();
    }
    cursor.node(Kind.LABELED, start, mark);
  }

  /** A chain of {@code else if} is a loop here, not a recursion: generated code has long ones. */
  private void ifs() {
    Deque<int[]> open = new ArrayDeque<>();
    boolean more = true;
    while (more) {
      open.push(new int[] {cursor.position(), cursor.mark()});
      cursor.expect(Token.IF, "if");
      header();
      body();
      more = false;
      if (cursor.take(Token.ELSE)) {
        more = cursor.at(Token.IF);
        if (!more) {
          body();
        }
      }
    }
    for (int[] one : open) {
      cursor.node(Kind.IF, one[0], one[1]);
    }
  }

  /** What stands between {@code if} or {@code switch} and its block. */
  private void header() {
    int level = cursor.level();
    cursor.level(-1);
    if (!cursor.at(Token.LBRACE)) {
      if (!cursor.atEnd()) {
        simple();
      }
      if (cursor.atEnd()) {
        cursor.advance();
        if (!cursor.at(Token.LBRACE)) {
          simple();
        }
      }
    }
    cursor.level(level);
  }

  private void loop(int start, int mark) {
    cursor.advance();
    int level = cursor.level();
    cursor.level(-1);
    if (cursor.at(Token.RANGE)) {
      range(cursor.position(), cursor.mark(), Tree.NONE);
    } else if (!cursor.at(Token.LBRACE)) {
      if (!cursor.atEnd()) {
        simple();
      }
      for (int part = 0; part < 2 && cursor.atEnd(); part++) {
        cursor.advance();
        if (!cursor.atEnd() && !cursor.at(Token.LBRACE)) {
          simple();
        }
      }
    }
    cursor.level(level);
    body();
    cursor.node(Kind.FOR, start, mark);
  }

  private void range(int start, int mark, int operator) {
    cursor.advance();
    parser.expressions().expression();
    cursor.node(Kind.RANGE, start, mark, operator);
  }

  private void switches(int start, int mark) {
    cursor.advance();
    header();
    cases(false);
    cursor.node(Kind.SWITCH, start, mark);
  }

  private void select(int start, int mark) {
    cursor.advance();
    cases(true);
    cursor.node(Kind.SELECT, start, mark);
  }

  private void cases(boolean select) {
    int level = cursor.level();
    cursor.level(0);
    cursor.expect(Token.LBRACE, "{");
    while (!cursor.at(Token.RBRACE)) {
      int start = cursor.position();
      int mark = cursor.mark();
      if (cursor.take(Token.CASE)) {
        int first = cursor.position();
        int own = cursor.mark();
        if (select) {
          simple();
        } else {
          parser.expressions().bareList();
        }
        cursor.node(Kind.CASE_HEAD, first, own);
      } else {
        cursor.expect(Token.DEFAULT, "case or default");
      }
      cursor.expect(Token.COLON, ":");
      statements();
      cursor.node(Kind.CASE, start, mark);
    }
    cursor.advance();
    cursor.level(level);
  }

  /** A statement that is an expression, an assignment, a send or a count. */
  private void simple() {
    int start = cursor.position();
    int mark = cursor.mark();
    parser.expressions().list();
    int operator = cursor.position();
    switch (cursor.kind()) {
      case Token.DEFINE, Token.ASSIGN -> {
        cursor.advance();
        if (cursor.at(Token.RANGE)) {
          range(start, mark, operator);
        } else {
          parser.expressions().list();
          cursor.node(Kind.ASSIGN, start, mark, operator);
        }
      }
      case Token.OP_ASSIGN -> {
        cursor.advance();
        parser.expressions().list();
        cursor.node(Kind.ASSIGN, start, mark, operator);
      }
      case Token.INC, Token.DEC -> {
        cursor.advance();
        cursor.node(Kind.INC_DEC, start, mark, operator);
      }
      case Token.ARROW -> {
        cursor.advance();
        parser.expressions().expression();
        cursor.node(Kind.SEND, start, mark, operator);
      }
      default -> cursor.node(Kind.EXPR_STMT, start, mark);
    }
  }
}
