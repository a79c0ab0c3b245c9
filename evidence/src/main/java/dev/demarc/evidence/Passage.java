// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A text that stands inside a file, in one piece or in several: the script of a CI step, the
 * command of a RUN over continued lines, a recipe without its tabs. A reader works on its bytes and
 * offsets as if it were a file; every offset leads back to the place in the file.
 */
public final class Passage {
  private final SourceText file;
  private final byte[] bytes;
  private final int[] inner;
  private final int[] outer;

  private Passage(SourceText file, byte[] bytes, int[] inner, int[] outer) {
    this.file = file;
    this.bytes = bytes;
    this.inner = inner;
    this.outer = outer;
  }

  /** The whole file. */
  public static Passage whole(SourceText file) {
    return new Passage(file, file.bytes(), new int[] {0}, new int[] {0});
  }

  /** Begins a passage of this file. */
  public static Builder in(SourceText file) {
    return new Builder(file);
  }

  /** The file that it stands in. */
  public SourceText file() {
    return file;
  }

  /** The bytes; not a copy, so hands off. */
  public byte[] bytes() {
    return bytes;
  }

  /** The text between two offsets of the passage. */
  public String text(int start, int end) {
    return new String(bytes, start, end - start, StandardCharsets.UTF_8);
  }

  /** The whole text. */
  public String text() {
    return text(0, bytes.length);
  }

  /** The offset in the file of an offset in the passage. */
  public int offset(int at) {
    if (inner.length == 0) {
      return 0;
    }
    int found = Arrays.binarySearch(inner, at);
    int piece = Math.max(0, found >= 0 ? found : -found - 2);
    return Math.min(file.bytes().length, outer[piece] + (at - inner[piece]));
  }

  /** The place in the file of a range of the passage. */
  public Place place(int start, int end) {
    int last = end > start ? offset(end - 1) + 1 : offset(end);
    return file.place(offset(start), Math.max(offset(start), last));
  }

  /** Puts a passage together from pieces of one file. */
  public static final class Builder {
    private final SourceText file;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private int[] inner = new int[8];
    private int[] outer = new int[8];
    private int pieces;

    private Builder(SourceText file) {
      this.file = file;
    }

    /** Adds the bytes of the file from {@code start} to before {@code end}. */
    public Builder add(int start, int end) {
      begin(start);
      bytes.write(file.bytes(), start, end - start);
      return this;
    }

    /** Adds a text that the file writes in another way; all of it stands at {@code start}. */
    public Builder add(String text, int start) {
      for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
        begin(start);
        bytes.write(b);
      }
      return this;
    }

    /** Adds all of another passage of the same file. */
    public Builder add(Passage other) {
      int from = bytes.size();
      for (int i = 0; i < other.inner.length; i++) {
        begin(other.outer[i]);
        inner[pieces - 1] = from + other.inner[i];
      }
      bytes.writeBytes(other.bytes);
      return this;
    }

    private void begin(int start) {
      if (pieces == inner.length) {
        inner = Arrays.copyOf(inner, pieces * 2);
        outer = Arrays.copyOf(outer, pieces * 2);
      }
      inner[pieces] = bytes.size();
      outer[pieces++] = start;
    }

    /** The passage. */
    public Passage build() {
      return new Passage(
          file, bytes.toByteArray(), Arrays.copyOf(inner, pieces), Arrays.copyOf(outer, pieces));
    }
  }
}
