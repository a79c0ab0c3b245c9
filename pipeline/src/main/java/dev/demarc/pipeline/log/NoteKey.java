// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.log;

import dev.demarc.pipeline.digest.Digest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;

/** Signs checkpoints: an Ed25519 key with the name of a log (C2SP signed-note). */
public final class NoteKey {
  private static final byte ED25519 = 1; // algorithm byte of signed-note

  private final String name;
  private final PrivateKey key;
  private final byte[] publicKey;

  private NoteKey(String name, PrivateKey key, byte[] publicKey) {
    this.name = name;
    this.key = key;
    this.publicKey = publicKey;
  }

  /** The key with these PKCS#8 bytes, for the log of this name. */
  public static NoteKey of(String name, byte[] pkcs8) {
    if (name.isEmpty() || name.matches(".*[\\s+].*")) {
      throw new IllegalArgumentException("no name of a log: " + name);
    }
    try {
      PrivateKey key =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      // RFC 8410, section 7: the last 32 bytes of the plain form are the seed
      byte[] seed = Arrays.copyOfRange(pkcs8, pkcs8.length - 32, pkcs8.length);
      byte[] point = new Ed25519PrivateKeyParameters(seed, 0).generatePublicKey().getEncoded();
      return new NoteKey(name, key, point);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no Ed25519 key", e);
    }
  }

  /** The name of the log. */
  public String name() {
    return name;
  }

  /** What verifiers need: {@code NAME+KEYID+KEY}. */
  public String verifierKey() {
    return name + "+" + HexFormat.of().formatHex(id()) + "+" + base64(typed());
  }

  /** The text with a signature line below it; the text must end with a line feed. */
  String sign(String text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.UTF_8));
      byte[] bytes = signature.sign();
      byte[] line = Arrays.copyOf(id(), 4 + bytes.length);
      System.arraycopy(bytes, 0, line, 4, bytes.length);
      return text + "\n\u2014 " + name + " " + base64(line) + "\n";
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Java signs with Ed25519", e);
    }
  }

  private byte[] id() {
    MessageDigest digest = Digest.sha256();
    digest.update(name.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) '\n');
    return Arrays.copyOf(digest.digest(typed()), 4);
  }

  private byte[] typed() {
    byte[] typed = new byte[1 + publicKey.length];
    typed[0] = ED25519;
    System.arraycopy(publicKey, 0, typed, 1, publicKey.length);
    return typed;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
