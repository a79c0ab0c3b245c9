// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** DSSE v1, the envelope of in-toto statements. */
final class Dsse {
  /** Payload type of in-toto statements. */
  static final String IN_TOTO = "application/vnd.in-toto+json";

  private Dsse() {}

  /** What is signed: the pre-authentication encoding of type and payload. */
  static byte[] encoding(String type, byte[] payload) {
    int typeLength = type.getBytes(StandardCharsets.UTF_8).length;
    String head = "DSSEv1 " + typeLength + " " + type + " " + payload.length + " ";
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    out.writeBytes(payload);
    return out.toByteArray();
  }
}
