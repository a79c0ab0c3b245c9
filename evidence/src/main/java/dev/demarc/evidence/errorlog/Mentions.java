// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the errors that a line says: by text, by name ({@code ECONNREFUSED}), by number ({@code
 * errno 111}). Of texts where one begins as another does, the longest counts. Every line of a log
 * comes by here, so that it is one pass over bytes.
 */
final class Mentions {
  private static final int SLOTS = 1 << 9;
  private static final int LONGEST_NAME = 16;
  private static final String WORD = "errno";
  private static final String SUCCESS = "success";

  private static final @Nullable Entry[] TABLE = table();

  /** A text, and the others that share its slot. */
  private static final class Entry {
    private final byte[] text;
    private final Errno errno;
    private final @Nullable Entry next;

    private Entry(Errno errno, @Nullable Entry next) {
      this.text = errno.text().getBytes(StandardCharsets.ISO_8859_1);
      this.errno = errno;
      this.next = next;
    }
  }

  private Mentions() {}

  private static @Nullable Entry[] table() {
    @Nullable Entry[] table = new Entry[SLOTS];
    for (Errno errno : Errno.all()) {
      int slot = slot(errno.text().getBytes(StandardCharsets.ISO_8859_1), 0);
      table[slot] = new Entry(errno, table[slot]);
    }
    return table;
  }

  private static int slot(byte[] b, int at) {
    int hash = 0;
    for (int i = 0; i < 4; i++) {
      hash = hash * 31 + small(b[at + i]);
    }
    return (hash ^ (hash >>> 9)) & (SLOTS - 1);
  }

  private static int small(byte b) {
    return b >= 'A' && b <= 'Z' ? b + 32 : b;
  }

  /** The errors of a line, in order. */
  static List<Mention> in(byte[] b, int from, int to) {
    List<Mention> found = List.of();
    int i = from;
    while (i + 4 <= to) {
      if (!isLetter(b[i])) {
        i++;
        continue;
      }
      Mention mention = at(b, from, i, to);
      if (mention != null) {
        found = found.isEmpty() ? new ArrayList<>() : found;
        found.add(mention);
        i = from + mention.to();
      }
      while (i < to && isLetter(b[i])) {
        i++;
      }
    }
    return found;
  }

  private static @Nullable Mention at(byte[] b, int from, int i, int to) {
    Errno best = null;
    int end = i;
    for (Entry one = TABLE[slot(b, i)]; one != null; one = one.next) {
      int stop = i + one.text.length;
      if (stop > end && stop <= to && begins(b, i, one.text) && isEnd(b, stop, to)) {
        best = one.errno;
        end = stop;
      }
    }
    if (best == null && b[i] == 'E') {
      end = nameEnd(b, i, to);
      best = isEnd(b, end, to) ? Errno.named(text(b, i, end)).orElse(null) : null;
    }
    if (best != null) {
      return new Mention(best, i - from, end - from, isSetOff(b, from, i, end, to));
    }
    if (word(b, i, to, WORD)) {
      return numbered(b, from, i, to);
    }
    boolean isSuccess =
        i + SUCCESS.length() == to
            && i - from >= 2
            && b[i - 1] == ' '
            && b[i - 2] == ':'
            && word(b, i, to, SUCCESS);
    return isSuccess ? new Mention(Errno.NONE, i - from, to - from, true) : null;
  }

  /** {@code errno 111}, {@code errno=111}. */
  private static @Nullable Mention numbered(byte[] b, int from, int i, int to) {
    int digits = i + WORD.length();
    while (digits < to && digits - i < 8 && " :=".indexOf(b[digits]) >= 0) {
      digits++;
    }
    int stop = digits;
    while (stop < to && stop - digits < 3 && b[stop] >= '0' && b[stop] <= '9') {
      stop++;
    }
    if (stop == digits || !isEnd(b, stop, to)) {
      return null;
    }
    Errno errno = Errno.numbered(Integer.parseInt(text(b, digits, stop))).orElse(null);
    return errno == null
        ? null
        : new Mention(errno, i - from, stop - from, isSetOff(b, from, i, stop, to));
  }

  /**
   * Behind a colon and a blank, or a quote, a bracket or an equals sign; before the same, or the
   * end.
   */
  private static boolean isSetOff(byte[] b, int from, int begin, int end, int to) {
    boolean isBegun =
        begin == from
            || "\"'(=[".indexOf(b[begin - 1]) >= 0
            || (begin - from >= 2 && b[begin - 1] == ' ' && ":]".indexOf(b[begin - 2]) >= 0);
    return isBegun && (end == to || "\"'),;.]\\".indexOf(b[end]) >= 0);
  }

  private static boolean word(byte[] b, int at, int to, String word) {
    if (at + word.length() > to) {
      return false;
    }
    for (int k = 0; k < word.length(); k++) {
      if (small(b[at + k]) != word.charAt(k)) {
        return false;
      }
    }
    return true;
  }

  private static boolean begins(byte[] b, int at, byte[] text) {
    for (int k = 0; k < text.length; k++) {
      if (small(b[at + k]) != small(text[k])) {
        return false;
      }
    }
    return true;
  }

  private static int nameEnd(byte[] b, int from, int to) {
    int i = from;
    int most = Math.min(to, from + LONGEST_NAME);
    while (i < most && ((b[i] >= 'A' && b[i] <= 'Z') || (b[i] >= '0' && b[i] <= '9'))) {
      i++;
    }
    return i;
  }

  private static String text(byte[] b, int from, int to) {
    return new String(b, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static boolean isEnd(byte[] b, int at, int to) {
    return at >= to || !(isLetter(b[at]) || (b[at] >= '0' && b[at] <= '9') || b[at] == '_');
  }

  private static boolean isLetter(byte b) {
    return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || b == '_';
  }
}
