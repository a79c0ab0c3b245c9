// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Bytes cut into what a reader can see and what must be named: a byte order mark, control
 * characters, bytes that are no UTF-8. Any bytes will do.
 */
public final class Preview {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private Preview() {}

  /** One piece of the bytes. */
  public sealed interface Piece {
    /** Text that shows as it is; holds no control character. */
    record Text(String text) implements Piece {}

    /** The end of a line: LF, CR or CR LF; {@code name} says which. */
    record LineEnd(String name) implements Piece {}

    /** Something that does not show: its name, and its bytes in hexadecimal. */
    record Named(String name, String hex) implements Piece {}
  }

  /** Cuts at most {@code limit} bytes into pieces. */
  public static List<Piece> of(byte[] bytes, int limit) {
    List<Piece> pieces = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    int end = Math.min(bytes.length, limit);
    int at = 0;
    while (at < end) {
      int length = sequence(bytes, at, end);
      int point = length == 0 ? -1 : decode(bytes, at, length);
      if (point >= 0 && !Style.hidden(point)) {
        text.appendCodePoint(point);
        at += length;
        continue;
      }
      flush(text, pieces);
      int taken = Math.max(1, length);
      if (point == '\r' && at + 1 < end && bytes[at + 1] == '\n') {
        taken = 2;
      }
      pieces.add(name(point, HEX.formatHex(bytes, at, at + taken)));
      at += taken;
    }
    flush(text, pieces);
    return pieces;
  }

  /** One line a line of the bytes, hidden things as {@code <BOM>}; for terminals and logs. */
  public static List<String> lines(byte[] bytes, int limit) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (Piece piece : of(bytes, limit)) {
      switch (piece) {
        case Piece.Text(String text) -> line.append(text);
        case Piece.Named(String name, _) -> line.append('<').append(name).append('>');
        case Piece.LineEnd(String name) -> {
          lines.add(line.append('<').append(name).append('>').toString());
          line.setLength(0);
        }
      }
    }
    if (!line.isEmpty()) {
      lines.add(line.toString());
    }
    return lines;
  }

  /** Sixteen bytes a line: {@code 0000 EF BB BF 22 …}. */
  public static List<String> hex(byte[] bytes, int limit) {
    List<String> lines = new ArrayList<>();
    HexFormat spaced = HEX.withDelimiter(" ");
    for (int at = 0; at < Math.min(bytes.length, limit); at += 16) {
      int end = Math.min(Math.min(bytes.length, limit), at + 16);
      lines.add(String.format("%04x  %s", at, spaced.formatHex(bytes, at, end)));
    }
    return lines;
  }

  private static Piece name(int point, String hex) {
    return switch (point) {
      case '\n' -> new Piece.LineEnd("LF");
      case '\r' -> new Piece.LineEnd(hex.length() == 4 ? "CR LF" : "CR");
      case '\t' -> new Piece.Named("TAB", hex);
      case 0 -> new Piece.Named("NUL", hex);
      case 0x1b -> new Piece.Named("ESC", hex);
      case 0xfeff -> new Piece.Named("BOM", hex);
      case -1 -> new Piece.Named("0x" + hex, hex);
      default -> new Piece.Named(String.format("U+%04X", point), hex);
    };
  }

  private static void flush(StringBuilder text, List<Piece> pieces) {
    if (!text.isEmpty()) {
      pieces.add(new Piece.Text(text.toString()));
      text.setLength(0);
    }
  }

  /** Length of the UTF-8 sequence at a place; 0 when there is none. */
  private static int sequence(byte[] bytes, int at, int end) {
    int first = bytes[at] & 0xff;
    int length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0xf4 || length == 0 || at + length > end) {
      return 0;
    }
    for (int next = 1; next < length; next++) {
      if ((bytes[at + next] & 0xc0) != 0x80) {
        return 0;
      }
    }
    int point = decode(bytes, at, length);
    boolean allowed =
        switch (length) {
          case 3 -> point >= 0x800 && (point < 0xd800 || point > 0xdfff);
          case 4 -> point >= 0x10000 && point <= 0x10ffff;
          default -> true;
        };
    return allowed ? length : 0;
  }

  private static int decode(byte[] bytes, int at, int length) {
    int point =
        switch (length) {
          case 1 -> bytes[at];
          case 2 -> bytes[at] & 0x1f;
          case 3 -> bytes[at] & 0x0f;
          default -> bytes[at] & 0x07;
        };
    for (int next = 1; next < length; next++) {
      point = (point << 6) | (bytes[at + next] & 0x3f);
    }
    return point;
  }
}
