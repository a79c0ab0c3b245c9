// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import dev.demarc.contract.DemarcException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Optional;

/**
 * A declared charset and the little that must be known of its bytes: how wide a unit is and where a
 * line ends.
 *
 * @param charset strict; never guessed
 * @param unit bytes of the smallest unit: 1, 2 or 4
 * @param big whether the high byte comes first
 * @param mark its byte order mark, if it has one
 */
record Encoding(Charset charset, int unit, boolean big, Optional<Mark> mark) {
  /** Finds a charset by name; refuses unknown ones. */
  static Encoding of(String name) {
    Charset charset;
    try {
      charset = Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "charset '" + name + "' is not known",
          "Write an IANA name that this Java knows, for example utf-8 or gb18030.");
    }
    return switch (charset.name()) {
      case "UTF-8" -> new Encoding(charset, 1, false, Optional.of(Mark.UTF_8));
      case "UTF-16LE" -> new Encoding(charset, 2, false, Optional.of(Mark.UTF_16LE));
      case "UTF-16BE" -> new Encoding(charset, 2, true, Optional.of(Mark.UTF_16BE));
      case "UTF-32LE" -> new Encoding(charset, 4, false, Optional.of(Mark.UTF_32LE));
      case "UTF-32BE" -> new Encoding(charset, 4, true, Optional.of(Mark.UTF_32BE));
      default -> new Encoding(charset, 1, false, Optional.empty());
    };
  }

  /** The byte order of {@code utf-16} and {@code utf-32} is what the mark says, else big endian. */
  Encoding resolvedFor(byte[] raw) {
    return switch (charset.name()) {
      case "UTF-16" -> of(Mark.UTF_16LE.isAt(raw, 0) ? "UTF-16LE" : "UTF-16BE");
      case "UTF-32" -> of(Mark.UTF_32LE.isAt(raw, 0) ? "UTF-32LE" : "UTF-32BE");
      default -> this;
    };
  }

  boolean isUtf8() {
    return charset.equals(StandardCharsets.UTF_8);
  }

  /** The index after the next line feed at or after an index, or the length. */
  int afterLine(byte[] raw, int from) {
    int low = big ? unit - 1 : 0;
    for (int i = from; i <= raw.length - unit; i += unit) {
      if (raw[i + low] == '\n' && othersAreZero(raw, i, low)) {
        return i + unit;
      }
    }
    return raw.length;
  }

  private boolean othersAreZero(byte[] raw, int index, int low) {
    for (int i = 0; i < unit; i++) {
      if (i != low && raw[index + i] != 0) {
        return false;
      }
    }
    return true;
  }
}
