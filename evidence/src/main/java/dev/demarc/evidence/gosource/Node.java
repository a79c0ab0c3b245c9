// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One node of a syntax tree. It is a small value: two nodes are equal when they are the same place
 * of the same tree. No method recurses, so that no source can exhaust the stack.
 */
public final class Node {
  private final Tree tree;
  private final int id;

  Node(Tree tree, int id) {
    this.tree = tree;
    this.id = id;
  }

  /** What it is. */
  public Kind kind() {
    return tree.kind(id);
  }

  /** True for any of these kinds. */
  public boolean is(Kind... kinds) {
    for (Kind kind : kinds) {
      if (tree.kind(id) == kind) {
        return true;
      }
    }
    return false;
  }

  /** The children, in order. */
  public List<Node> children() {
    List<Node> all = new ArrayList<>();
    for (int child = tree.firstChild(id); child != Tree.NONE; child = tree.nextSibling(child)) {
      all.add(tree.node(child));
    }
    return all;
  }

  /** The children one by one: for who may stop at the first ones. */
  Stream<Node> eachChild() {
    return IntStream.iterate(tree.firstChild(id), child -> child != Tree.NONE, tree::nextSibling)
        .mapToObj(child -> new Node(tree, child));
  }

  /** The child at {@code index}, from 0. */
  public Optional<Node> child(int index) {
    int child = tree.firstChild(id);
    for (int i = 0; i < index && child != Tree.NONE; i++) {
      child = tree.nextSibling(child);
    }
    return node(child);
  }

  /** The first child of a kind. */
  public Optional<Node> child(Kind kind) {
    for (int child = tree.firstChild(id); child != Tree.NONE; child = tree.nextSibling(child)) {
      if (tree.kind(child) == kind) {
        return node(child);
      }
    }
    return Optional.empty();
  }

  /** The last child. */
  public Optional<Node> lastChild() {
    List<Node> all = children();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
  }

  /** The node above; none for the file. */
  public Optional<Node> parent() {
    return node(tree.parent(id));
  }

  /** The node of the file that it stands in. */
  Node root() {
    return tree.root();
  }

  /** All nodes above, nearest first. */
  public Stream<Node> ancestors() {
    List<Node> all = new ArrayList<>();
    for (int above = tree.parent(id); above != Tree.NONE; above = tree.parent(above)) {
      all.add(tree.node(above));
    }
    return all.stream();
  }

  /** The nearest node above of one of these kinds. */
  public Optional<Node> ancestor(Kind... kinds) {
    for (int above = tree.parent(id); above != Tree.NONE; above = tree.parent(above)) {
      Node node = tree.node(above);
      if (node.is(kinds)) {
        return Optional.of(node);
      }
    }
    return Optional.empty();
  }

  /** This node and all below it, in source order. */
  public List<Node> walk() {
    return equals(tree.root()) ? tree.whole() : walk(node -> true);
  }

  /** This node and all below it in source order, without what is below a node that is refused. */
  public List<Node> walk(Predicate<Node> enter) {
    return tree.below(id, enter);
  }

  /** True when its source is exactly this text, which is ASCII. */
  boolean reads(String text) {
    int start = start();
    if (end() - start != text.length()) {
      return false;
    }
    byte[] bytes = tree.source().bytes();
    for (int i = 0; i < text.length(); i++) {
      if (bytes[start + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The source of it, as written. */
  public String text() {
    return tree.source().text(start(), end());
  }

  /**
   * {@code base.member} for a selector on a name, empty for every other node: unlike {@link
   * #text()} it costs the same for every selector, however long the chain is that it ends.
   */
  public String dotted() {
    Optional<Node> base = child(0).filter(node -> node.is(Kind.IDENT));
    return is(Kind.SELECTOR) && base.isPresent()
        ? base.get().text() + "." + child(1).map(Node::text).orElse("")
        : "";
  }

  /** The operator of a UNARY, BINARY, ASSIGN, RANGE or INC_DEC; empty for any other. */
  public String operator() {
    int token = tree.operator(id);
    return token == Tree.NONE
        ? ""
        : tree.source().text(tree.tokens().start(token), tree.tokens().end(token));
  }

  /** The byte offset of its first byte. */
  public int start() {
    return tree.start(id);
  }

  /** The byte offset behind its last byte. */
  public int end() {
    return tree.end(id);
  }

  /** Where it stands. */
  public Place place() {
    return tree.source().place(start(), end());
  }

  /** The line of its first byte. */
  public int line() {
    return tree.source().line(start());
  }

  /** True when {@code other} is this node or below it. */
  public boolean contains(Node other) {
    return tree == other.tree && start() <= other.start() && other.end() <= end();
  }

  private Optional<Node> node(int other) {
    return other == Tree.NONE ? Optional.empty() : Optional.of(tree.node(other));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Node node && node.tree == tree && node.id == id;
  }

  @Override
  public int hashCode() {
    return id;
  }

  @Override
  public String toString() {
    return kind() + " " + place();
  }
}
