// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.pprof.ProfileReader;
import dev.demarc.evidence.pprof.ProfileRedactor;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/**
 * The CPU profile of a process that serves net/http/pprof, of the time in which it is looked at.
 * The runtime interrupts each thread 100 times in a second of CPU time that it uses
 * (runtime/pprof.StartCPUProfile) and stops nothing.
 */
record CpuProfile(PprofServer server, Duration lasts) {
  /** The file of a bundle. */
  static final String FILE = "cpu-profile.pb.gz";

  /** Longer ones tell little more, and nobody else can take one meanwhile. */
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** Of a look; empty when the look is too short for a profile. */
  static Optional<CpuProfile> during(Duration look, PprofServer server) {
    Duration seconds = Duration.ofSeconds(Math.min(look.toSeconds(), LONGEST.toSeconds()));
    return seconds.isZero() ? Optional.empty() : Optional.of(new CpuProfile(server, seconds));
  }

  /**
   * Takes it into a bundle, and waits until it is over.
   *
   * @return what was taken, in words
   * @throws IOException with the reason in words, when it did not come or is no profile
   */
  String into(Path folder) throws IOException, InterruptedException {
    try {
      byte[] answer = server.get("profile", "seconds=" + lasts.toSeconds(), lasts);
      byte[] kept = ProfileRedactor.redact(unpacked(answer));
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(FILE)))) {
        out.write(kept);
      }
      return FILE
          + ": CPU profile of "
          + lasts.toSeconds()
          + " s (100 interrupts a second of CPU time meanwhile), without values of labels";
    } catch (IOException | IllegalArgumentException reason) {
      throw new IOException(
          "CPU profile: " + server.words() + ": " + PprofServer.words(reason), reason);
    }
  }

  private static byte[] unpacked(byte[] answer) throws IOException {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(answer))) {
      byte[] bytes = in.readNBytes(ProfileReader.LARGEST + 1);
      if (bytes.length > ProfileReader.LARGEST) {
        throw new IOException("more than " + ProfileReader.LARGEST + " bytes unpacked");
      }
      if (!new ProfileReader().recognises(bytes)) {
        throw new IOException("it answers, and not with a profile");
      }
      return bytes;
    } catch (ZipException | EOFException noProfile) {
      throw new IOException("it answers, and not with a profile", noProfile);
    }
  }
}
