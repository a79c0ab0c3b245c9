// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.pack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A POSIX ustar archive that is the same bytes for the same files: names in order, owner 0, modes
 * 0755 and 0644, one time for all, not compressed (compressors differ between machines).
 */
public final class Tar {
  private static final int BLOCK = 512;
  private static final int NAME = 100; // field sizes: POSIX.1-2017, pax, "ustar Interchange Format"
  private static final int PREFIX = 155;

  private Tar() {}

  /** Archives files; refuses names that ustar cannot hold with {@link IllegalArgumentException}. */
  public static byte[] of(Collection<PackedFile> files, Instant time) {
    List<PackedFile> sorted =
        files.stream().sorted(Comparator.comparing(PackedFile::path)).toList();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (PackedFile file : sorted) {
      out.writeBytes(header(file, time));
      out.writeBytes(file.bytes());
      out.writeBytes(new byte[(BLOCK - file.bytes().length % BLOCK) % BLOCK]);
    }
    out.writeBytes(new byte[2 * BLOCK]);
    return out.toByteArray();
  }

  private static byte[] header(PackedFile file, Instant time) {
    byte[] head = new byte[BLOCK];
    putName(head, file.path());
    put(head, 100, file.executable() ? "0000755" : "0000644");
    put(head, 108, "0000000");
    put(head, 116, "0000000");
    put(head, 124, octal(file.bytes().length));
    put(head, 136, octal(Math.max(0, time.getEpochSecond())));
    put(head, 148, "        ");
    head[156] = '0';
    put(head, 257, "ustar");
    put(head, 263, "00");
    put(head, 329, "0000000");
    put(head, 337, "0000000");
    int sum = 0;
    for (byte one : head) {
      sum += one & 0xff;
    }
    put(head, 148, String.format(Locale.ROOT, "%06o", sum));
    head[154] = 0;
    return head;
  }

  private static String octal(long number) {
    return String.format(Locale.ROOT, "%011o", number);
  }

  private static void putName(byte[] head, String path) {
    if (path.getBytes(StandardCharsets.UTF_8).length <= NAME) {
      put(head, 0, path);
      return;
    }
    for (int cut = path.indexOf('/'); cut > 0; cut = path.indexOf('/', cut + 1)) {
      String before = path.substring(0, cut);
      String after = path.substring(cut + 1);
      if (before.getBytes(StandardCharsets.UTF_8).length <= PREFIX
          && after.getBytes(StandardCharsets.UTF_8).length <= NAME) {
        put(head, 345, before);
        put(head, 0, after);
        return;
      }
    }
    throw new IllegalArgumentException("the name is too long for an archive: " + path);
  }

  private static void put(byte[] head, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, head, at, bytes.length);
  }
}
