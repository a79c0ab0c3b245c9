// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Contract;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Random numbers that are the same for the same contract, seed, phase and index, always. */
final class Draw {
  private Draw() {}

  /** The source for one thing to draw. */
  static RandomGenerator of(Contract contract, String phase, int index) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
    digest.update(contract.digest().getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(phase.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    digest.update(
        ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
            .putInt(index)
            .putLong(contract.tests().seed())
            .array());
    return RandomGeneratorFactory.of("L64X128MixRandom").create(digest.digest());
  }
}
