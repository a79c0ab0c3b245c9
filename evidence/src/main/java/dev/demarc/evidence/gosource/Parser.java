// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * Recursive descent over the tokens of one file. Where the source is not Go, the declaration is
 * given up, a problem is kept, and parsing goes on at the next line that starts with a top-level
 * keyword. Every file gets a tree; none makes it throw or loop, and the work is linear in the size.
 */
final class Parser {
  /** More problems than this in one file say nothing new. */
  private static final int MAX_PROBLEMS = 10;

  private final SourceText source;
  private final Tokens tokens;
  private final Tree tree;
  private final Cursor cursor;
  private final DeclarationParser declarations;
  private final TypeParser types;
  private final ExpressionParser expressions;
  private final StatementParser statements;
  private final List<Problem> problems = new ArrayList<>();

  Parser(SourceText source) {
    this.source = source;
    this.tokens = Lexer.lex(source.bytes());
    this.tree = new Tree(source, tokens);
    this.cursor = new Cursor(tokens, tree);
    this.declarations = new DeclarationParser(cursor, this);
    this.types = new TypeParser(cursor, this);
    this.expressions = new ExpressionParser(cursor, this);
    this.statements = new StatementParser(cursor, this);
  }

  /** Parses the file and gives its root. */
  Node parse() {
    guarded(this::packageClause);
    while (!cursor.at(Token.EOF)) {
      if (cursor.atEnd()) {
        cursor.advance();
      } else {
        guarded(() -> {
          declarations.declaration();
          cursor.endStatement();
        });
      }
    }
    return tree.node(cursor.node(Kind.FILE, 0, 0));
  }

  private void packageClause() {
    cursor.expect(Token.PACKAGE, "package");
    cursor.ident();
    cursor.endStatement();
  }

  private void guarded(Runnable part) {
    int start = cursor.position();
    int mark = cursor.mark();
    try {
      part.run();
    } catch (Cursor.SyntaxException bad) {
      report(bad.problem());
      cursor.recover(mark, nextDeclaration(start + 1));
    }
  }

  private int nextDeclaration(int from) {
    for (int token = from; token < tokens.count(); token++) {
      switch (tokens.kind(token)) {
        case Token.FUNC, Token.TYPE, Token.VAR, Token.CONST, Token.IMPORT -> {
          int start = tokens.start(token);
          if (start == 0 || source.bytes()[start - 1] == '\n') {
            return token;
          }
        }
        default -> {}
      }
    }
    return tokens.count();
  }

  private void report(String message) {
    if (problems.size() < MAX_PROBLEMS) {
      int line = source.line(cursor.offset());
      problems.add(
          new Problem(source.file(), line, "parse-degraded", message, "the declaration there"));
    }
  }

  Tokens tokens() {
    return tokens;
  }

  List<Problem> problems() {
    return List.copyOf(problems);
  }

  DeclarationParser declarations() {
    return declarations;
  }

  TypeParser types() {
    return types;
  }

  ExpressionParser expressions() {
    return expressions;
  }

  StatementParser statements() {
    return statements;
  }
}
