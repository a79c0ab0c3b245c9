// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.text;

import dev.demarc.contract.Input.Malformed;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes line by line into UTF-8 and keeps the way back: every line and every repair is a point of
 * {@link Offsets}. Malformed sequences become U+FFFD or go; whether that is allowed is for the
 * guard to say.
 */
final class Transcoder {
  /** Characters between two points at most, so that no walk is long. */
  private static final int POINT_EVERY = 1024;

  private final byte[] raw;
  private final Encoding encoding;
  private final CharsetDecoder decoder;
  private final Malformed policy;
  private final LineSpots spots;
  private final ByteArrayOutputStream out;
  private final Offsets offsets;
  private final CharBuffer chars = CharBuffer.allocate(POINT_EVERY);
  private byte[] utf8 = {};
  private long malformed;
  private long malformedBytes;

  Transcoder(byte[] raw, Encoding encoding, Malformed policy) {
    this.raw = raw;
    this.encoding = encoding;
    this.policy = policy;
    decoder = strict(encoding);
    spots = new LineSpots();
    out = new ByteArrayOutputStream(raw.length + 16);
    offsets = new Offsets(encoding.isUtf8() ? Offsets.SAME : this::walk);
  }

  static CharsetDecoder strict(Encoding encoding) {
    return encoding
        .charset()
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  /** Decodes everything from an offset on. */
  void run(int from) {
    int line = from;
    while (line < raw.length) {
      int next = encoding.afterLine(raw, line);
      spots.newLine();
      decodeLine(line, next);
      line = next;
    }
    offsets.point(out.size(), raw.length);
    utf8 = out.toByteArray();
  }

  private void decodeLine(int from, int to) {
    ByteBuffer in = ByteBuffer.wrap(raw, from, to - from);
    decoder.reset();
    offsets.point(out.size(), from);
    while (true) {
      CoderResult result = decoder.decode(in, chars, true);
      drain();
      if (result.isError()) {
        repair(in, result.length());
      } else if (result.isUnderflow()) {
        decoder.flush(chars);
        drain();
        return;
      } else {
        offsets.point(out.size(), in.position());
      }
    }
  }

  private void repair(ByteBuffer in, int length) {
    int at = in.position();
    malformed++;
    malformedBytes += length;
    int textAt = out.size();
    spots.add(() -> Spots.malformed(textAt, at, raw, encoding));
    offsets.point(out.size(), at);
    if (policy != Malformed.DROP) {
      out.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD});
    }
    in.position(at + length);
    offsets.point(out.size(), at + length);
  }

  private void drain() {
    chars.flip();
    if (chars.hasRemaining()) {
      out.writeBytes(chars.toString().getBytes(StandardCharsets.UTF_8));
    }
    chars.clear();
  }

  /** Decodes again from a point, as many characters as the text has up to where it is wanted. */
  private long walk(long given, long from, long length) {
    int chars = new String(utf8, (int) from, (int) length, StandardCharsets.UTF_8).length();
    ByteBuffer in = ByteBuffer.wrap(raw, (int) given, raw.length - (int) given);
    strict(encoding).decode(in, CharBuffer.allocate(chars), false);
    return in.position() - given;
  }

  byte[] utf8() {
    return utf8;
  }

  Offsets offsets() {
    return offsets;
  }

  LineSpots spots() {
    return spots;
  }

  long malformed() {
    return malformed;
  }

  long malformedBytes() {
    return malformedBytes;
  }
}
