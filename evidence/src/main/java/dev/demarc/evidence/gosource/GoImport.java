// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One import of a file.
 *
 * @param name what the file calls it: the alias, {@code .}, {@code _}, or the default name, which
 *     is the last element of the path without a version
 */
public record GoImport(String path, String name, Node node) {
  private static final Pattern MAJOR_VERSION = Pattern.compile("v[0-9]+");
  private static final Pattern GOPKG_VERSION = Pattern.compile("(.+)\\.v[0-9]+");

  static GoImport of(Node node) {
    String path = node.child(Kind.LITERAL).flatMap(GoText::value).orElse("");
    boolean dot = node.child(Kind.IDENT).isEmpty() && node.text().startsWith(".");
    String name =
        dot ? "." : node.child(Kind.IDENT).map(Node::text).orElseGet(() -> defaultName(path));
    return new GoImport(path, name, node);
  }

  /** Nobody's file has more. It is asked for each name in a file, so that there must be an end. */
  private static final int MOST = 2_000;

  /**
   * The imports of the file that a node belongs to, in order. Go has them before all else; what
   * stands behind a function is none.
   */
  static List<GoImport> around(Node node) {
    return node.root()
        .eachChild()
        .dropWhile(child -> child.is(Kind.IDENT))
        .takeWhile(child -> child.is(Kind.IMPORT_DECL))
        .flatMap(Node::eachChild)
        .limit(MOST)
        .map(GoImport::of)
        .toList();
  }

  /**
   * True when a node spells {@code path.member} by these imports: {@code alias.member}, or {@code
   * member} alone after a dot import. Whether a local of the same name hides it is not asked here.
   */
  static boolean spells(List<GoImport> imports, Node node, String path, String member) {
    Optional<Node> name = node.is(Kind.SELECTOR) ? node.child(1) : Optional.of(node);
    if (!node.is(Kind.SELECTOR, Kind.IDENT) || name.filter(word -> word.reads(member)).isEmpty()) {
      return false;
    }
    Optional<Node> base = node.child(0).filter(word -> word.is(Kind.IDENT));
    String called = node.is(Kind.IDENT) ? "." : base.map(Node::text).orElse("_");
    return !called.equals("_")
        && imports.stream().anyMatch(one -> one.path().equals(path) && one.name().equals(called));
  }

  /** The name that an import without alias most likely has: a path does not say it for certain. */
  static String defaultName(String path) {
    String[] parts = path.split("/", -1);
    String last = parts[parts.length - 1];
    if (parts.length > 1 && MAJOR_VERSION.matcher(last).matches()) {
      last = parts[parts.length - 2];
    }
    Matcher versioned = GOPKG_VERSION.matcher(last);
    return versioned.matches() ? versioned.group(1) : last;
  }
}
