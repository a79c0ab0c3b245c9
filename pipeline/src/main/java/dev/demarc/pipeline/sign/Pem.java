// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Text form of keys, RFC 7468. */
final class Pem {
  private Pem() {}

  /** Bytes between the lines of this label; empty when there are none that can be read. */
  static Optional<byte[]> read(String text, String label) {
    String begin = "-----BEGIN " + label + "-----";
    int from = text.indexOf(begin);
    int to = text.indexOf("-----END " + label + "-----");
    if (from < 0 || to < from) {
      return Optional.empty();
    }
    String body = text.substring(from + begin.length(), to).replaceAll("\\s", "");
    try {
      return Optional.of(Base64.getDecoder().decode(body));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** The text form, lines of 64 characters. */
  static byte[] write(String label, byte[] bytes) {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
    String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
