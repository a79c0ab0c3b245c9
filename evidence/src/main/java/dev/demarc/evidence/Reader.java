// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

import java.util.List;

/**
 * Turns one kind of file into facts. It never fails: what it could not understand is a problem, and
 * what it did understand is a fact. It holds nothing between two files, so that threads may share
 * it.
 */
public interface Reader {
  /**
   * Whether it reads a file of this path, relative to the root of the input. Only the path is
   * looked at here, so that other files need not be opened.
   */
  boolean takes(String path);

  /** Reads a file; no facts when its content is not of the kind after all. */
  Read read(SourceText text);

  /** What a file gave. */
  record Read(List<?> facts, List<Problem> problems) {
    /** Copies the lists. */
    public Read {
      facts = List.copyOf(facts);
      problems = List.copyOf(problems);
    }

    /** Nothing of this reader's kind. */
    public static Read nothing() {
      return new Read(List.of(), List.of());
    }

    /** Facts only. */
    public static Read of(List<?> facts) {
      return new Read(facts, List.of());
    }
  }
}
