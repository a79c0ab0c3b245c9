// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The code that these rules look at, and the names of net/http. */
final class HttpCode {
  static final String HTTP = "net/http";

  /** Folders of stand-ins for tests. */
  private static final Pattern STAND_IN =
      Pattern.compile("(?i)(.*/)?(fakes?|mocks?|stubs?|examples?|samples?|demos?|httptest)/.*");

  private HttpCode() {}

  /** The packages that import net/http. */
  static Stream<GoPackage> packages(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .filter(in -> in.files().stream().anyMatch(file -> file.imported(HTTP).isPresent()));
  }

  /**
   * True for code of a service or a library: not written by a generator, for tests, or as a tool.
   */
  static boolean isService(GoPackage in, Node node) {
    return isReal(in, node) && !isAside(in.file(node).path());
  }

  /** True for a path below a folder of examples, tools or stand-ins. */
  static boolean isAside(String path) {
    return CodeRole.isOther(path) || STAND_IN.matcher(path).matches();
  }

  /** True for code that people wrote and that is no test; examples and tools count. */
  static boolean isReal(GoPackage in, Node node) {
    GoFile file = in.file(node);
    return !file.isGenerated()
        && !file.isForOldGo()
        && !file.path().contains("httptest/")
        && file.imported("testing").isEmpty()
        && file.imported("net/http/httptest").isEmpty();
  }
}
