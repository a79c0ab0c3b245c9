// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;

/** Copies a part of one passage into another one of the same file, piece by piece. */
final class Pieces {
  private Pieces() {}

  static void add(Passage.Builder into, Passage from, int start, int end) {
    int begin = start;
    while (begin < end) {
      int at = begin + 1;
      while (at < end && from.offset(at) == from.offset(at - 1) + 1) {
        at++;
      }
      into.add(from.offset(begin), from.offset(begin) + (at - begin));
      begin = at;
    }
  }
}
