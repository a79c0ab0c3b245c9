// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The syntax tree of one file: numbers in arrays, because a large repository has tens of millions
 * of nodes. {@link Node} is the way to look at it.
 */
final class Tree {
  static final int NONE = -1;

  private final SourceText source;
  private final Tokens tokens;
  private Kind[] kinds = new Kind[1024];
  private int[] firstTokens = new int[1024];
  private int[] lastTokens = new int[1024];
  private int[] operators = new int[1024];
  private int[] firstChildren = new int[1024];
  private int[] nextSiblings = new int[1024];
  private int[] parents = new int[1024];
  private Node[] nodes = new Node[0];
  private List<Node> whole = List.of();
  private int count;

  Tree(SourceText source, Tokens tokens) {
    this.source = source;
    this.tokens = tokens;
  }

  /** Adds a node without children; {@code operator} is a token or {@link #NONE}. */
  int add(Kind kind, int firstToken, int lastToken, int operator) {
    if (count == kinds.length) {
      grow(count * 2);
    }
    kinds[count] = kind;
    firstTokens[count] = firstToken;
    lastTokens[count] = lastToken;
    operators[count] = operator;
    firstChildren[count] = NONE;
    nextSiblings[count] = NONE;
    parents[count] = NONE;
    return count++;
  }

  private void grow(int size) {
    kinds = Arrays.copyOf(kinds, size);
    firstTokens = Arrays.copyOf(firstTokens, size);
    lastTokens = Arrays.copyOf(lastTokens, size);
    operators = Arrays.copyOf(operators, size);
    firstChildren = Arrays.copyOf(firstChildren, size);
    nextSiblings = Arrays.copyOf(nextSiblings, size);
    parents = Arrays.copyOf(parents, size);
  }

  /** Hangs {@code children[from..to)} below a node, in order. */
  void adopt(int parent, int[] children, int from, int to) {
    for (int i = from; i < to; i++) {
      parents[children[i]] = parent;
      nextSiblings[children[i]] = i + 1 < to ? children[i + 1] : NONE;
    }
    if (to > from) {
      firstChildren[parent] = children[from];
    }
  }

  /** The node of a number: one object for each, made when it is first asked for. */
  @SuppressWarnings("NullAway") // an array of objects begins with nulls
  Node node(int id) {
    if (nodes.length < count) {
      nodes = Arrays.copyOf(nodes, kinds.length); // which doubles: a parser asks while it adds
    }
    Node known = nodes[id];
    if (known == null) {
      known = new Node(this, id);
      nodes[id] = known;
    }
    return known;
  }

  /** The node of the file: it is made last. */
  Node root() {
    return node(count - 1);
  }

  /** All nodes below the file in source order: every rule walks them. */
  List<Node> whole() {
    if (whole.isEmpty()) {
      whole = List.copyOf(below(count - 1, node -> true));
    }
    return whole;
  }

  /** A node and all below it in source order, without what is below a node that is refused. */
  List<Node> below(int top, Predicate<Node> enter) {
    List<Node> all = new ArrayList<>();
    int at = top;
    while (at != NONE) {
      Node node = node(at);
      all.add(node);
      int next = at == top || enter.test(node) ? firstChildren[at] : NONE;
      while (next == NONE && at != top) {
        next = nextSiblings[at];
        at = next == NONE ? parents[at] : at;
      }
      at = next;
    }
    return all;
  }

  SourceText source() {
    return source;
  }

  Tokens tokens() {
    return tokens;
  }

  Kind kind(int node) {
    return kinds[node];
  }

  int operator(int node) {
    return operators[node];
  }

  int firstChild(int node) {
    return firstChildren[node];
  }

  int nextSibling(int node) {
    return nextSiblings[node];
  }

  int parent(int node) {
    return parents[node];
  }

  int start(int node) {
    return firstTokens[node] < tokens.count() ? tokens.start(firstTokens[node]) : sourceEnd();
  }

  int end(int node) {
    int last = lastTokens[node];
    return last < firstTokens[node] ? start(node) : tokens.end(last);
  }

  private int sourceEnd() {
    return source.bytes().length;
  }
}
