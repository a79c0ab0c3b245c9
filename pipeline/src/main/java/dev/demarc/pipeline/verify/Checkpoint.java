// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.pipeline.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A signed checkpoint of a log (C2SP tlog-checkpoint, signed-note).
 *
 * @param origin name of the log
 * @param size how many entries
 * @param root over them
 */
record Checkpoint(String origin, long size, byte[] root) {
  /** SubjectPublicKeyInfo of an Ed25519 key up to the key itself (RFC 8410, section 4). */
  private static final byte[] SPKI_HEAD = HexFormat.of().parseHex("302a300506032b6570032100");

  /** Reads a checkpoint that a key {@code NAME+ID+KEY} signed; empty when it did not. */
  static Optional<Checkpoint> read(String note, String verifierKey) {
    String[] key = verifierKey.split("\\+", 3);
    int end = note.indexOf("\n\n");
    if (key.length != 3 || end < 0) {
      return Optional.empty();
    }
    String text = note.substring(0, end + 1);
    String[] lines = text.split("\n", -1);
    try {
      byte[] typed = Base64.getDecoder().decode(key[2]);
      boolean form =
          lines.length >= 4
              && lines[0].equals(key[0])
              && lines[1].matches("0|[1-9][0-9]{0,17}")
              && typed.length == 33
              && typed[0] == 1;
      if (!form || !signed(text, note.substring(end + 2), key[0], typed)) {
        return Optional.empty();
      }
      byte[] root = Base64.getDecoder().decode(lines[2]);
      return Optional.of(new Checkpoint(lines[0], Long.parseLong(lines[1]), root));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean signed(String text, String signatures, String name, byte[] typed) {
    String begin = "\u2014 " + name + " ";
    byte[] named = (name + "\n").getBytes(StandardCharsets.UTF_8);
    byte[] hashed = Arrays.copyOf(named, named.length + typed.length);
    System.arraycopy(typed, 0, hashed, named.length, typed.length);
    byte[] id = Arrays.copyOf(Digest.of(hashed).bytes(), 4);
    for (String line : signatures.split("\n", -1)) {
      if (line.startsWith(begin)) {
        byte[] bytes = Base64.getDecoder().decode(line.substring(begin.length()));
        return bytes.length == 68
            && Arrays.equals(Arrays.copyOf(bytes, 4), id)
            && verified(text, typed, Arrays.copyOfRange(bytes, 4, bytes.length));
      }
    }
    return false;
  }

  private static boolean verified(String text, byte[] typed, byte[] signature) {
    try {
      byte[] spki = Arrays.copyOf(SPKI_HEAD, SPKI_HEAD.length + 32);
      System.arraycopy(typed, 1, spki, SPKI_HEAD.length, 32);
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(
          KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
      check.update(text.getBytes(StandardCharsets.UTF_8));
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
