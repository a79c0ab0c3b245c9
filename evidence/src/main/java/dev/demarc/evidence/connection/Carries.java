// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a connection carries, as far as its bytes in the capture tell. */
public enum Carries {
  /** A request line of remote_write was seen, or its header. */
  REMOTE_WRITE,
  /** TLS: what is inside cannot be told. */
  ENCRYPTED,
  /** The payload is in clear and is no remote_write. */
  OTHER,
  /** The capture holds too few bytes of the payload, or none. */
  UNSEEN;

  private static final String METHOD = "POST ";

  /**
   * The ends of paths that receivers take: Prometheus, Mimir and Cortex, Thanos. A path of Loki
   * ends as one of Mimir does.
   */
  private static final List<String> PATHS =
      List.of("/api/v1/write", "/api/v1/push", "/api/prom/push", "/api/v1/receive");

  private static final String HEADER = "\r\nX-Prometheus-Remote-Write-Version: ";

  /** So many bytes of a request are looked at. */
  private static final int LOOK = 2048;

  /** What the first bytes of a turn of the client are. */
  static Carries of(byte[] bytes, int from, int length) {
    if (length < METHOD.length()) {
      return UNSEEN;
    }
    boolean isRecord = bytes[from] >= 20 && bytes[from] <= 23 && bytes[from + 1] == 3;
    if (isRecord) {
      return ENCRYPTED;
    }
    if (isBlanked(bytes, from, Math.min(length, LOOK))) {
      return UNSEEN;
    }
    if (bytes[from] != 'P' || bytes[from + 1] != 'O') {
      return OTHER;
    }
    String text = new String(bytes, from, Math.min(length, LOOK), StandardCharsets.ISO_8859_1);
    int end = pathEnd(text);
    if (!text.startsWith(METHOD)) {
      return OTHER;
    }
    if (text.contains(HEADER)) {
      return REMOTE_WRITE;
    }
    if (end < 0) {
      return UNSEEN;
    }
    String path = text.substring(METHOD.length(), end);
    return PATHS.stream().anyMatch(path::endsWith) && !path.contains("/loki/")
        ? REMOTE_WRITE
        : OTHER;
  }

  /** Whether somebody blanked the payload before he passed the capture on. */
  private static boolean isBlanked(byte[] bytes, int from, int length) {
    for (int i = from; i < from + length; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static int pathEnd(String text) {
    for (int i = METHOD.length(); i < text.length(); i++) {
      char one = text.charAt(i);
      if (one == ' ' || one == '?') {
        return i;
      }
    }
    return -1;
  }

  /** What a connection is of which both were seen. */
  Carries and(Carries other) {
    if (this == REMOTE_WRITE || other == REMOTE_WRITE) {
      return REMOTE_WRITE;
    }
    if (this == ENCRYPTED || other == ENCRYPTED) {
      return ENCRYPTED;
    }
    return this == OTHER || other == OTHER ? OTHER : UNSEEN;
  }
}
