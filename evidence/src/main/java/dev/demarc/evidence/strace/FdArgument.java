// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.strace;

import java.util.Arrays;
import java.util.Optional;

/**
 * A descriptor with its label: {@code 4<TCP:[127.0.0.1:80->127.0.0.1:9]>}. In a label {@code <} and
 * {@code >} of names are escaped; those that are not are nested ones, or belong to {@code ->}.
 */
final class FdArgument {
  private static final int LONGEST = 200;

  /** The number; -1 when there is none. */
  int number;

  /** Behind it. */
  int next;

  private byte[] bytes = new byte[0];
  private int labelFrom;
  private int labelTo;

  /** Reads one; false when no number stands there. */
  boolean read(byte[] b, int from, int to) {
    bytes = b;
    labelFrom = -1;
    number = -1;
    int i = from;
    while (i < to && b[i] == ' ') {
      i++;
    }
    int start = i;
    while (i < to && b[i] >= '0' && b[i] <= '9') {
      i++;
    }
    next = i;
    if (i == start || i - start > 9) {
      return false;
    }
    number = (int) Bytes.number(b, start, i);
    if (i < to && b[i] == '<') {
      readLabel(b, i + 1, to);
    }
    return true;
  }

  private void readLabel(byte[] b, int from, int to) {
    int depth = 1;
    boolean isQuoted = false;
    for (int i = from; i < to; i++) {
      byte c = b[i];
      if ((c | 2) != '>' && c != '"') { // the one is < or >
        continue;
      }
      if (c == '"' && b[i - 1] != '\\') {
        isQuoted = !isQuoted;
      } else if (c == '<' && !isQuoted) {
        depth++;
      } else if (c == '>' && !isQuoted && b[i - 1] != '-') {
        depth--;
        if (depth == 0) {
          labelFrom = from;
          labelTo = i;
          next = i + 1;
          return;
        }
      }
    }
  }

  /** Whether it is labelled: the descriptor is open. */
  boolean isLabelled() {
    return labelFrom >= 0;
  }

  /** The label, without its brackets. */
  Optional<String> label() {
    return labelFrom < 0
        ? Optional.empty()
        : Optional.of(Bytes.text(bytes, labelFrom, Math.min(labelTo, labelFrom + LONGEST)));
  }

  /** Whether the label is the same as one known before. */
  boolean isSameLabel(byte[] known) {
    int end = Math.min(labelTo, labelFrom + LONGEST);
    return labelFrom >= 0 && Arrays.equals(bytes, labelFrom, end, known, 0, known.length);
  }
}
