// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No bytes make a reader throw or hang: cut everywhere, bits turned over, pieces of all captures
 * put together. {@code -Ddemarc.fuzz.rounds=N} sets how many rounds the last test makes, {@code
 * -Ddemarc.fuzz.seed=N} from where.
 */
class HostileJournalTest {
  private static final long SEED = Long.getLong("demarc.fuzz.seed", 20261124L);
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz.rounds", 400);
  private static final int STEP = 1000;

  @TempDir Path scratch;

  @Test
  void cutAtEveryThousandthByte() throws IOException {
    int cuts = 0;
    for (Path capture : Captures.all()) {
      byte[] whole = Files.readAllBytes(capture);
      for (int at = 0; at < whole.length; at += STEP) {
        survives(Arrays.copyOf(whole, at));
        cuts++;
      }
    }
    System.out.println("journal: " + cuts + " cuts");
    assertThat(cuts).isGreaterThan(500);
  }

  /** What was read before the cut is as it was in the whole. */
  @Test
  void cutNeverInventsALoss() throws IOException {
    for (String name : List.of("ratelimit/all.json", "ratelimit/all.export", "users/all.json")) {
      byte[] whole = Files.readAllBytes(Captures.HOME.resolve(name));
      for (int at = 3000; at < whole.length; at += 97) {
        for (Object fact : survives(Arrays.copyOf(whole, at)).facts()) {
          if (fact instanceof JournalRun run) {
            assertThat(run.missing()).as(name + " at " + at).isZero();
          }
        }
      }
    }
  }

  @Test
  void turnedBits() throws IOException {
    Random random = new Random(SEED);
    int turned = 0;
    for (Path capture : Captures.all()) {
      byte[] whole = Files.readAllBytes(capture);
      for (int round = 0; round < 20 && whole.length > 0; round++) {
        byte[] bytes = whole.clone();
        for (int bit = 0; bit < 1 + round * 3; bit++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          turned++;
        }
        survives(bytes);
      }
    }
    System.out.println("journal: " + turned + " bits turned");
  }

  @Test
  void piecesOfEverything() throws IOException {
    Random random = new Random(SEED);
    List<byte[]> all = Captures.all().stream().map(HostileJournalTest::bytes).toList();
    long largest = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(20_000)];
      int at = 0;
      while (at < bytes.length) {
        byte[] from = all.get(random.nextInt(all.size()));
        int length = Math.min(random.nextInt(3000), bytes.length - at);
        int begin = random.nextInt(Math.max(1, from.length - length));
        int have = Math.min(length, from.length - begin);
        if (random.nextInt(8) == 0) {
          byte[] noise = new byte[have];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, bytes, at, have);
        } else {
          System.arraycopy(from, begin, bytes, at, have);
        }
        at += Math.max(1, have);
      }
      survives(bytes);
      largest += bytes.length;
    }
    System.out.println("journal: " + ROUNDS + " files of pieces, " + largest + " bytes");
  }

  /** Heads that make a pattern look again and again at the same bytes, if it can. */
  @Test
  void headsOfOneKindOfByteAreLookedAtInNoTime() {
    for (String piece :
        List.of(
            "\n",
            " ",
            "\t\n",
            "1 ",
            "/",
            "{",
            "\"",
            "drwxrwxrwx ",
            "positions:\n",
            "a=",
            "0 system.")) {
      byte[] head =
          piece.repeat(CaptureFile.HEAD / piece.length()).getBytes(StandardCharsets.US_ASCII);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(5),
          () -> Captures.READERS.forEach(reader -> reader.recognises(head)),
          piece);
    }
  }

  private static byte[] bytes(Path path) {
    try {
      return Files.readAllBytes(path);
    } catch (IOException reason) {
      throw new java.io.UncheckedIOException(reason);
    }
  }

  /** Every reader is given the file, whether it knows it or not. */
  private Read survives(byte[] bytes) throws IOException {
    Path path = scratch.resolve("hostile");
    Files.write(path, bytes);
    CaptureFile file = new CaptureFile("hostile", path);
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          for (CaptureReader reader : Captures.READERS) {
            reader.recognises(bytes);
            reader.read(file);
          }
          return Captures.read(file);
        });
  }
}
