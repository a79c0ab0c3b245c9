// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of a file as strict UTF-8 text, or the reasons why they are none.
 *
 * @param file as the caller named it
 * @param bytes as they are
 * @param text decoded; empty when that cannot be done
 * @param problems what is wrong with the bytes
 */
record SourceText(Path file, byte[] bytes, Optional<String> text, List<Problem> problems) {
  /** Largest file that is read: far above any contract, far below any harm. */
  static final int LARGEST = 1 << 20;

  static SourceText read(Path file) {
    try {
      if (Files.isDirectory(file)) {
        return unreadable(file, "is a directory", "name the contract file in it");
      }
      if (!Files.exists(file)) {
        return unreadable(file, "does not exist", "check the path");
      }
      if (!Files.isRegularFile(file)) {
        return unreadable(file, "is no regular file", "name a plain file");
      }
      try (InputStream in = Files.newInputStream(file)) {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
          return unreadable(
              file, "is larger than 1Mi", "a contract is small: move schemas to files beside it");
        }
        return decode(file, bytes);
      }
    } catch (NoSuchFileException e) {
      return unreadable(file, "does not exist", "check the path");
    } catch (IOException e) {
      return unreadable(
          file,
          "cannot be read (" + e.getClass().getSimpleName() + ")",
          "check its permissions and the path");
    }
  }

  private static SourceText unreadable(Path file, String what, String fix) {
    return new SourceText(
        file,
        new byte[0],
        Optional.empty(),
        List.of(
            new Problem("DOC-FILE", Severity.HIGH, file, 1, 1, "", "The file " + what + ".", fix)));
  }

  private static SourceText decode(Path file, byte[] bytes) {
    List<Problem> problems = new ArrayList<>();
    int start = 0;
    if (bytes.length >= 3
        && bytes[0] == (byte) 0xEF
        && bytes[1] == (byte) 0xBB
        && bytes[2] == (byte) 0xBF) {
      start = 3;
      problems.add(
          encoding(file, 1, 1, "The file begins with a byte order mark.", "save it without one"));
    }
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      problems.add(
          at(
              file,
              text,
              text.length(),
              "Byte %d (0x%02X) is no UTF-8.".formatted(in.position(), bytes[in.position()] & 0xFF),
              "save the file as UTF-8"));
      return new SourceText(file, bytes, Optional.empty(), problems);
    }
    int odd = firstControl(text);
    if (odd >= 0) {
      problems.add(
          at(
              file,
              text,
              odd,
              "The character U+%04X does not belong in a contract."
                  .formatted((int) text.charAt(odd)),
              "remove it; if there are many, the file is not UTF-8"));
      return new SourceText(file, bytes, Optional.empty(), problems);
    }
    return new SourceText(file, bytes, Optional.of(text), problems);
  }

  /** Characters that YAML 1.2 does not allow, save the ones that the parser finds by itself. */
  private static int firstControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean control = c < 0x20 && c != '\t' && c != '\n' && c != '\r';
      if (control || c == 0x7F || (c >= 0x80 && c < 0xA0 && c != 0x85) || c >= 0xFFFE) {
        return i;
      }
    }
    return -1;
  }

  private static Problem at(Path file, String text, int index, String message, String fix) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < index; i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return encoding(file, line, text.codePointCount(lineStart, index) + 1, message, fix);
  }

  private static Problem encoding(Path file, int line, int column, String message, String fix) {
    return new Problem("DOC-ENCODING", Severity.HIGH, file, line, column, "", message, fix);
  }
}
