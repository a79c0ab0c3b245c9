// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import java.util.ArrayList;
import java.util.List;

/** Paths of folders as they are written in builds. */
final class Folders {
  private Folders() {}

  /** A path below a folder, without {@code .} and {@code ..}. */
  static String join(String folder, String path) {
    List<String> parts = new ArrayList<>();
    for (String part : (folder + "/" + path).split("/", -1)) {
      if (part.equals("..") && !parts.isEmpty()) {
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    if (!parts.isEmpty() && parts.getLast().endsWith(".go")) {
      parts.removeLast();
    }
    return String.join("/", parts);
  }
}
