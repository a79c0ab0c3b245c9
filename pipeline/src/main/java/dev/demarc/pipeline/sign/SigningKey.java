// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sign;

import dev.demarc.contract.DemarcException;
import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import org.bouncycastle.asn1.sec.SECNamedCurves;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * An ECDSA key on P-256 that signs without randomness (RFC 6979), so that the same commit and key
 * give the same signatures.
 */
public final class SigningKey {
  private static final X9ECParameters P256 = SECNamedCurves.getByName("secp256r1");
  private static final ECDomainParameters DOMAIN =
      new ECDomainParameters(P256.getCurve(), P256.getG(), P256.getN(), P256.getH());

  /** SubjectPublicKeyInfo of a P-256 key up to the point itself (RFC 5480, section 2). */
  private static final byte[] SPKI_HEAD =
      HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d030107034200");

  private final BigInteger secret;
  private final byte[] spki;
  private final Kind kind;

  /** Whose key it is. */
  public enum Kind {
    /** Made by Demarc on first use: good for trying, proves nothing about who released. */
    DEVELOPMENT,
    /** Given by the caller. */
    GIVEN
  }

  private SigningKey(BigInteger secret, Kind kind) {
    this.secret = secret;
    this.kind = kind;
    byte[] point =
        new FixedPointCombMultiplier()
            .multiply(DOMAIN.getG(), secret)
            .normalize()
            .getEncoded(false);
    spki = new byte[SPKI_HEAD.length + point.length];
    System.arraycopy(SPKI_HEAD, 0, spki, 0, SPKI_HEAD.length);
    System.arraycopy(point, 0, spki, SPKI_HEAD.length, point.length);
  }

  /** The key with this secret number. */
  static SigningKey ofSecret(BigInteger secret, Kind kind) {
    return new SigningKey(secret, kind);
  }

  private static String reason(IOException problem) {
    return problem instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(problem.getMessage());
  }

  /** Reads a PKCS#8 PEM file. */
  public static SigningKey read(Path pem, Kind kind) {
    String text;
    try {
      text = Files.readString(pem, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw refuse("the key " + pem + " is missing", "name a file that is there");
    } catch (IOException e) {
      throw refuse("cannot read the key " + pem + ": " + reason(e), "name a readable file");
    }
    if (text.contains("BEGIN ENCRYPTED")) {
      throw refuse(
          pem + " is encrypted",
          "openssl pkcs8 -in " + pem + " -out plain.pem, then --key plain.pem");
    }
    if (text.contains("BEGIN EC PRIVATE KEY")) {
      throw refuse(
          pem + " is in the older form SEC 1",
          "openssl pkcs8 -topk8 -nocrypt -in " + pem + " -out key.pem, then --key key.pem");
    }
    byte[] pkcs8 =
        Pem.read(text, "PRIVATE KEY")
            .orElseThrow(() -> refuse(pem + " holds no PRIVATE KEY in PEM", REMEDY));
    return new SigningKey(secretOf(pkcs8, pem), kind);
  }

  private static final String REMEDY =
      "make one: openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out key.pem";

  private static BigInteger secretOf(byte[] pkcs8, Path pem) {
    try {
      if (PrivateKeyFactory.createKey(pkcs8) instanceof ECPrivateKeyParameters key
          && key.getParameters().getCurve().equals(P256.getCurve())) {
        return key.getD();
      }
    } catch (IOException | RuntimeException e) {
      throw refuse(pem + " holds no key that can be read: " + e.getMessage(), REMEDY);
    }
    throw refuse(pem + " holds no P-256 key", REMEDY);
  }

  /** The signature over the SHA-256 of a message, in DER. */
  public byte[] sign(byte[] message) {
    ECDSASigner signer = new ECDSASigner(new HMacDSAKCalculator(new SHA256Digest()));
    signer.init(true, new ECPrivateKeyParameters(secret, DOMAIN));
    BigInteger[] pair = signer.generateSignature(Digest.of(message).bytes());
    try {
      return StandardDSAEncoding.INSTANCE.encode(DOMAIN.getN(), pair[0], pair[1]);
    } catch (IOException e) {
      throw new IllegalStateException("two numbers always have a DER form", e);
    }
  }

  /** Whose key it is. */
  public Kind kind() {
    return kind;
  }

  /** The public key as SubjectPublicKeyInfo. */
  public byte[] spki() {
    return spki.clone();
  }

  /** The public key in PEM. */
  public byte[] publicPem() {
    return Pem.write("PUBLIC KEY", spki);
  }

  /** Names the public key in bundles: base64 of its SHA-256. */
  public String hint() {
    return Base64.getEncoder().encodeToString(Digest.of(spki).bytes());
  }

  /** Names the public key for people and in reports. */
  public Digest id() {
    return Digest.of(spki);
  }

  private static DemarcException refuse(String message, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, message, remedy);
  }
}
