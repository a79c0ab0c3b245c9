// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

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
