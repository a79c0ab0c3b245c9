// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

/**
 * The kind of key that a server signed a full handshake with: of TLS 1.2 by the cipher suite, of
 * TLS 1.3 by the length of the record that holds its signature.
 */
public enum ServerKey {
  /** RSA of any length. */
  RSA,
  /** A curve: ECDSA or Ed25519. */
  CURVE,
  /** Not to be told: several messages in one record, padding, or no signature. */
  UNKNOWN;

  /** CertificateVerify: 4 of the message, 4 of scheme and length, 1 of the type, 16 of the tag. */
  private static final int AROUND = 25;

  /** By the length of the encrypted record of a CertificateVerify. */
  static ServerKey ofSignature(int record) {
    int signature = record - AROUND;
    return switch (signature) {
      case 256, 384, 512 -> RSA;
      // Ed25519; DER of two numbers of 256 or 384 bits, each a byte or two shorter or longer
      case 64, 69, 70, 71, 72, 101, 102, 103, 104 -> CURVE;
      default -> UNKNOWN;
    };
  }

  /** By a cipher suite of TLS 1.2 (IANA, TLS Cipher Suites). */
  static ServerKey ofSuite(int suite) {
    return switch (suite) {
      case 0xc02b, 0xc02c, 0xcca9, 0xc009, 0xc00a, 0xc023, 0xc024, 0xc0ac, 0xc0ad -> CURVE;
      case 0xc02f,
          0xc030,
          0xcca8,
          0xc013,
          0xc014,
          0xc027,
          0xc028,
          0x9c,
          0x9d,
          0x2f,
          0x35,
          0x3c,
          0x3d,
          0x9e,
          0x9f,
          0xccaa,
          0x33,
          0x39,
          0x67,
          0x6b,
          0x0a,
          0xc012 ->
          RSA;
      default -> UNKNOWN;
    };
  }
}
