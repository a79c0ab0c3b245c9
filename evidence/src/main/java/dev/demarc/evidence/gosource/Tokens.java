// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.Arrays;

/**
 * The tokens of one file with their byte offsets, its comments, and for each opening bracket the
 * one that closes it.
 */
final class Tokens {
  private int[] kinds = new int[1024];
  private int[] starts = new int[1024];
  private int[] ends = new int[1024];
  private int count;
  private int[] comments = new int[64];
  private int commentCount;
  private int[] partners = {};

  void add(int kind, int start, int end) {
    if (count == kinds.length) {
      kinds = Arrays.copyOf(kinds, count * 2);
      starts = Arrays.copyOf(starts, count * 2);
      ends = Arrays.copyOf(ends, count * 2);
    }
    kinds[count] = kind;
    starts[count] = start;
    ends[count] = end;
    count++;
  }

  void addComment(int start, int end) {
    if (commentCount + 2 > comments.length) {
      comments = Arrays.copyOf(comments, comments.length * 2);
    }
    comments[commentCount++] = start;
    comments[commentCount++] = end;
  }

  /** Finds the partner of every bracket, once, so that looking ahead costs nothing later. */
  void pairBrackets() {
    partners = new int[count];
    Arrays.fill(partners, count);
    int[] open = new int[count];
    int depth = 0;
    for (int i = 0; i < count; i++) {
      switch (kinds[i]) {
        case Token.LPAREN, Token.LBRACK, Token.LBRACE -> open[depth++] = i;
        case Token.RPAREN, Token.RBRACK, Token.RBRACE -> {
          if (depth > 0) {
            partners[open[--depth]] = i;
          }
        }
        default -> {}
      }
    }
  }

  int count() {
    return count;
  }

  /** The kind of a token; {@link Token#EOF} past the end. */
  int kind(int token) {
    return token < count ? kinds[token] : Token.EOF;
  }

  int start(int token) {
    return starts[token];
  }

  int end(int token) {
    return ends[token];
  }

  /** The token that closes the bracket at {@code token}; the count of tokens when none does. */
  int partner(int token) {
    return token < count ? partners[token] : count;
  }

  int comments() {
    return commentCount / 2;
  }

  int commentStart(int comment) {
    return comments[2 * comment];
  }

  int commentEnd(int comment) {
    return comments[2 * comment + 1];
  }
}
