// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.audit;

import java.util.List;

/** What of the path of an executable may be printed. */
public final class Executables {
  private static final List<String> PRIVATE = List.of("/home/", "/root/", "/tmp/", "/run/secrets/");

  private Executables() {}

  /** The path; of one below a private folder only that folder and the last element. */
  public static String shown(String path) {
    for (String folder : PRIVATE) {
      int last = path.lastIndexOf('/');
      if (path.startsWith(folder) && last >= folder.length()) {
        return folder + "…" + path.substring(last);
      }
    }
    return path;
  }
}
