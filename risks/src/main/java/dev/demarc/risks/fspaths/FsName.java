// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import java.util.Arrays;
import java.util.Optional;

/** The rules of {@code fs.ValidPath}: a name is {@code .}, or elements without dots and blanks. */
final class FsName {
  private FsName() {}

  /** What makes a whole name invalid. */
  static Optional<String> fault(String name) {
    if (name.equals(".")) {
      return Optional.empty();
    }
    if (name.isEmpty()) {
      return Optional.of("is empty");
    }
    if (name.endsWith("/")) {
      return Optional.of("ends with a slash");
    }
    return faultOfStart(name + "/");
  }

  /** What makes every name invalid that starts so: only whole elements are looked at. */
  static Optional<String> faultOfStart(String start) {
    if (start.startsWith("/")) {
      return Optional.of("starts with a slash");
    }
    String[] elements = start.split("/", -1);
    return Arrays.stream(elements, 0, elements.length - 1)
        .filter(element -> element.isEmpty() || element.equals(".") || element.equals(".."))
        .findFirst()
        .map(element -> element.isEmpty() ? "has a double slash" : "has the element " + element);
  }

  /** The name that was meant, when only a beginning {@code ./} or an ending slash is too much. */
  static Optional<String> meant(String name) {
    String rest = name.startsWith("./") ? name.substring(2) : name;
    rest = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
    String clean = rest.isEmpty() ? "." : rest;
    return name.isEmpty() || fault(clean).isPresent() ? Optional.empty() : Optional.of(clean);
  }
}
