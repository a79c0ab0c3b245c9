// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.verify;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The one whose signatures are believed: a P-256 public key, used by Java's own ECDSA. */
final class Signer {
  private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
  private static final String END = "-----END PUBLIC KEY-----";
  private final PublicKey key;

  private Signer(PublicKey key) {
    this.key = key;
  }

  static Signer read(Path pem) throws IOException {
    String text = Files.readString(pem, StandardCharsets.ISO_8859_1);
    int from = text.indexOf(BEGIN);
    int to = text.indexOf(END);
    if (from < 0 || to < from) {
      throw refuse(pem + " holds no PUBLIC KEY in PEM");
    }
    try {
      byte[] der =
          Base64.getDecoder()
              .decode(text.substring(from + BEGIN.length(), to).replaceAll("\\s", ""));
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
      if (key instanceof ECPublicKey curve
          && curve.getParams().getCurve().getField().getFieldSize() == 256) {
        return new Signer(key);
      }
      throw refuse(pem + " holds no P-256 key");
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      throw refuse(pem + " holds no key that can be read: " + e.getMessage());
    }
  }

  /** Whether this is its signature, in DER, over the SHA-256 of the message. */
  boolean signed(byte[] message, byte[] signature) {
    try {
      Signature check = Signature.getInstance("SHA256withECDSA");
      check.initVerify(key);
      check.update(message);
      return check.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** How bundles name it: base64 of the SHA-256 of its bytes. */
  String hint() {
    return Base64.getEncoder().encodeToString(Digest.of(key.getEncoded()).bytes());
  }

  private static DemarcException refuse(String message) {
    return new DemarcException(
        DemarcException.Kind.USAGE,
        message,
        "give the public key of the signer: openssl pkey -in key.pem -pubout");
  }
}
