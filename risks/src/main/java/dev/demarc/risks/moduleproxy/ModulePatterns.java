// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Patterns of GOPRIVATE and its like: prefixes of module paths, with globs in an element. */
final class ModulePatterns {
  private static final Pattern ALL =
      Pattern.compile("\\*(\\.\\*)?|(\\*\\.)?(com|org|io|dev|net)|\\*\\.\\*/\\*");

  /** Hosts where anybody can publish a module, or that serve modules of many owners. */
  private static final Set<String> CODE_HOSTS =
      Set.of(
          "github.com",
          "*.github.com",
          "gitlab.com",
          "bitbucket.org",
          "codeberg.org",
          "golang.org",
          "google.golang.org",
          "gopkg.in",
          "go.uber.org",
          "k8s.io",
          "sigs.k8s.io",
          "cloud.google.com");

  private ModulePatterns() {}

  /** The first element that exempts what belongs to everybody. */
  static Optional<String> wide(String list) {
    return Arrays.stream(list.split(",", -1))
        .map(String::strip)
        .filter(ModulePatterns::isWide)
        .findFirst();
  }

  private static boolean isWide(String element) {
    String host = element.endsWith("/*") ? element.substring(0, element.length() - 2) : element;
    host = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
    return ALL.matcher(host).matches() || CODE_HOSTS.contains(host);
  }
}
