// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.identify.Evidence;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells code that serves from code that ends: a tool, a test or a generator may leave to the end of
 * its process what a service must do itself.
 */
final class ServiceCode {
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

  private ServiceCode() {}

  /** The commands that a service, or a package that one may use, makes. */
  static Stream<ExecCall> calls(Evidence evidence) {
    return evidence.of(ExecCall.class).filter(ServiceCode::holds);
  }

  private static boolean holds(ExecCall call) {
    GoFile file = call.in().file(call.call());
    return !call.in().isTool() && isService(file) && !isForWindows(call.call());
  }

  /** False for tests, tools, and what no Unix builds. */
  static boolean isService(GoFile file) {
    return file.isForUnix() && !isOther(file.path()) && file.imported("testing").isEmpty();
  }

  /** True in a branch that asks for Windows. */
  private static boolean isForWindows(Node call) {
    return call.ancestors()
        .filter(above -> above.is(Kind.CASE, Kind.IF))
        .flatMap(
            above -> above.child(above.is(Kind.CASE) ? Kind.CASE_HEAD : Kind.EXPR_STMT).stream())
        .map(Node::text)
        .anyMatch(text -> text.contains("\"windows\"") && !text.contains("!="));
  }

  /** True for a path below a folder of tools or tests. */
  static boolean isOther(String path) {
    String[] parts = path.split("/", -1);
    return Arrays.stream(parts, 0, parts.length - 1)
        .anyMatch(part -> OTHER_FOLDERS.contains(part) || part.matches(".*(testutil|testenv).*"));
  }

  /** The text of a node on one line, short enough for a message. */
  static String brief(Node node) {
    String text = node.text().replaceAll("\\s+", " ");
    return text.length() <= 40 ? text : text.substring(0, 39) + "…";
  }
}
