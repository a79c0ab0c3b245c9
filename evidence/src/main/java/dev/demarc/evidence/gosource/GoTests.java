// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import java.util.List;

/**
 * A package as {@code go test} builds it: its own files together with its test files, or the
 * external test package of a folder. Packages without test files have none.
 */
public record GoTests(GoPackage whole) {
  /** The test files of it. */
  public List<GoFile> files() {
    return whole.files().stream().filter(GoFile::isTest).toList();
  }

  /** Every test build of a folder. */
  public static List<GoTests> in(String folder, List<GoFile> files) {
    return GoPackage.of(folder, files).stream()
        .filter(one -> one.files().stream().anyMatch(GoFile::isTest))
        .map(GoTests::new)
        .toList();
  }
}
