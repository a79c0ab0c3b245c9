// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.Arrays;

/**
 * What the parts of the parser share: the place in the tokens, and the nodes that wait for a
 * parent. A node is made by remembering {@link #mark()} before its children are parsed and calling
 * {@link #node} after them.
 */
final class Cursor {
  /** Deeper nesting than this is given up: no human writes it, and the stack is finite. */
  static final int MAX_DEPTH = 400;

  /** The source is not Go here. It never leaves the parser, which turns it into a problem. */
  static final class SyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String problem;

    SyntaxException(String problem) {
      super(problem, null, false, false);
      this.problem = problem;
    }

    String problem() {
      return problem;
    }
  }

  private final Tokens tokens;
  private final Tree tree;
  private int at;
  private int[] waiting = new int[256];
  private int waitingCount;
  private int depth;
  private int level;

  Cursor(Tokens tokens, Tree tree) {
    this.tokens = tokens;
    this.tree = tree;
  }

  int position() {
    return at;
  }

  int kind() {
    return tokens.kind(at);
  }

  int kindAt(int token) {
    return tokens.kind(token);
  }

  int next() {
    return tokens.kind(at + 1);
  }

  /** The token that closes the bracket at {@code token}. */
  int partner(int token) {
    return tokens.partner(token);
  }

  boolean at(int kind) {
    return tokens.kind(at) == kind;
  }

  void advance() {
    at++;
  }

  /** Takes a token of this kind if it is next. */
  boolean take(int kind) {
    if (at(kind)) {
      at++;
      return true;
    }
    return false;
  }

  void expect(int kind, String what) {
    if (!take(kind)) {
      throw error("expected " + what);
    }
  }

  /** True at a semicolon, written or not. */
  boolean atEnd() {
    return at(Token.SEMICOLON) || at(Token.NEWLINE);
  }

  /** Takes the end of a statement; before a closing bracket it may be left out. */
  void endStatement() {
    if (atEnd()) {
      at++;
    } else if (!at(Token.RPAREN) && !at(Token.RBRACE) && !at(Token.EOF)) {
      throw error("expected the end of a statement");
    }
  }

  SyntaxException error(String message) {
    return new SyntaxException(message);
  }

  /** Goes one level deeper; the caller must {@link #leave()}. */
  void enter() {
    if (++depth > MAX_DEPTH) {
      throw error("nested deeper than " + MAX_DEPTH + " levels");
    }
  }

  void leave() {
    depth--;
  }

  /**
   * Below 0 in the head of an if, for or switch, where a brace behind a name opens the block and no
   * composite literal, unless it stands in brackets.
   */
  int level() {
    return level;
  }

  void level(int other) {
    level = other;
  }

  /** Goes into brackets and says the level to come back to. */
  int bracket() {
    int outer = level;
    level = Math.max(level, 0) + 1;
    return outer;
  }

  int mark() {
    return waitingCount;
  }

  /** Makes a node of everything that was parsed since {@code mark}. */
  int node(Kind kind, int firstToken, int mark) {
    return node(kind, firstToken, mark, Tree.NONE);
  }

  int node(Kind kind, int firstToken, int mark, int operator) {
    int id = tree.add(kind, firstToken, at - 1, operator);
    tree.adopt(id, waiting, mark, waitingCount);
    waitingCount = mark;
    push(id);
    return id;
  }

  private void push(int id) {
    if (waitingCount == waiting.length) {
      waiting = Arrays.copyOf(waiting, waitingCount * 2);
    }
    waiting[waitingCount++] = id;
  }

  /** How many nodes wait since {@code mark}. */
  int count(int mark) {
    return waitingCount - mark;
  }

  /** The node that was made last. */
  Node latest() {
    return new Node(tree, waiting[waitingCount - 1]);
  }

  /** Parses a name. */
  void ident() {
    if (!at(Token.IDENT)) {
      throw error("expected a name");
    }
    at++;
    node(Kind.IDENT, at - 1, mark());
  }

  /** Parses {@code a, b, c} into NAMES. */
  void names() {
    int start = at;
    int mark = mark();
    ident();
    while (take(Token.COMMA)) {
      ident();
    }
    node(Kind.NAMES, start, mark);
  }

  /** Forgets what was begun since {@code mark} and goes on at {@code token}. */
  void recover(int mark, int token) {
    waitingCount = mark;
    at = token;
    depth = 0;
    level = 0;
  }

  /** The byte offset of the next token. */
  int offset() {
    if (tokens.count() == 0) {
      return 0;
    }
    return at < tokens.count() ? tokens.start(at) : tokens.end(tokens.count() - 1);
  }
}
