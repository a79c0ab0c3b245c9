// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.git;

/**
 * A file of a commit below a folder.
 *
 * @param path relative to the folder, with slashes
 * @param kind what it is
 * @param object its object id
 */
public record TrackedFile(String path, Kind kind, String object) {
  /** What an entry of a tree can be. */
  public enum Kind {
    /** Mode 100644. */
    PLAIN,
    /** Mode 100755. */
    EXECUTABLE,
    /** Mode 120000. */
    LINK,
    /** Mode 160000. */
    SUBMODULE
  }

  static Kind kindOf(String mode) {
    return switch (mode) {
      case "100755" -> Kind.EXECUTABLE;
      case "120000" -> Kind.LINK;
      case "160000" -> Kind.SUBMODULE;
      default -> Kind.PLAIN;
    };
  }
}
