// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.identify.Digests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** The digest of a capture, made on a thread of its own while the readers work. */
final class CaptureDigest implements AutoCloseable {
  private static final int PIECE = 1 << 20;

  private final FutureTask<String> task;

  private CaptureDigest(FutureTask<String> task) {
    this.task = task;
  }

  static CaptureDigest begin(CaptureFile file) {
    FutureTask<String> task = new FutureTask<>(() -> digest(file));
    Thread.ofPlatform().daemon().name("digest").start(task);
    return new CaptureDigest(task);
  }

  /** None, at once. */
  static CaptureDigest none() {
    FutureTask<String> task = new FutureTask<>(() -> "");
    task.run();
    return new CaptureDigest(task);
  }

  private static String digest(CaptureFile file) throws IOException {
    MessageDigest all = Digests.sha256();
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file.path())) {
      for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
        if (Thread.interrupted()) {
          throw new CancellationException();
        }
        all.update(piece, 0, n);
      }
    }
    return "sha256:" + HexFormat.of().formatHex(all.digest());
  }

  /** The digest, once it is ready; empty when the file could not be read to its end. */
  String hex() {
    try {
      return task.get();
    } catch (ExecutionException notReadable) {
      return "";
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return "";
    }
  }

  @Override
  public void close() {
    task.cancel(true);
  }
}
