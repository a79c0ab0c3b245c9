// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.Arrays;
import java.util.Set;

/**
 * What code is for: a test, a tool or a generator may leave to the end of its process what a
 * service must do itself.
 */
public final class CodeRole {
  private static final Set<String> OTHER_FOLDERS =
      Set.of(
          "tools",
          "hack",
          "scripts",
          "test",
          "tests",
          "testing",
          "e2e",
          "integration",
          "examples",
          "cli");

  private CodeRole() {}

  /** False for tests, tools, and what no Unix builds. */
  public static boolean isService(GoFile file) {
    return file.isForUnix() && !isOther(file.path()) && file.imported("testing").isEmpty();
  }

  /** True for a path below a folder of tools or tests. */
  public static boolean isOther(String path) {
    String[] parts = path.split("/", -1);
    return Arrays.stream(parts, 0, parts.length - 1)
        .anyMatch(part -> OTHER_FOLDERS.contains(part) || part.matches(".*(testutil|testenv).*"));
  }

  /** True in a branch that asks for Windows. */
  public static boolean isForWindows(Node node) {
    return node.ancestors()
        .filter(above -> above.is(Kind.CASE, Kind.IF))
        .flatMap(
            above -> above.child(above.is(Kind.CASE) ? Kind.CASE_HEAD : Kind.EXPR_STMT).stream())
        .map(Node::text)
        .anyMatch(text -> text.contains("\"windows\"") && !text.contains("!="));
  }

  /** True inside a loop of the same function. */
  public static boolean isInLoop(Node node) {
    return node.ancestors()
        .takeWhile(above -> !above.is(Kind.FUNC, Kind.FUNC_LIT))
        .anyMatch(above -> above.is(Kind.FOR));
  }

  /** The text of a node on one line, short enough for a message. */
  public static String brief(Node node) {
    String text = node.text().replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
