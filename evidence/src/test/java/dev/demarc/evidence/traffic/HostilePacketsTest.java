// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.pcap.Traffic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** No byte of a packet capture makes the reader fail, hang or forget to say what is lost. */
class HostilePacketsTest {
  private static final Path CAPTURES = Path.of("src/test/captures/tls");
  private static final long SEED = Long.getLong("demarc.seed", 20_260_101L);

  /** A longer run: {@code -Ddemarc.rounds=100000}. */
  private static final int ROUNDS = Integer.getInteger("demarc.rounds", 300);

  private static final int CUT = 1000;

  @TempDir Path scratch;

  private final TrafficReader reader = new TrafficReader();

  private static List<Path> captures() throws IOException {
    try (Stream<Path> files = Files.list(CAPTURES)) {
      return files.filter(file -> file.toString().contains(".pcap")).sorted().toList();
    }
  }

  private Read read(byte[] bytes) throws IOException {
    Path path = Files.write(scratch.resolve("hostile.pcap"), bytes);
    return reader.read(new CaptureFile("hostile.pcap", path));
  }

  private static long packets(Read read) {
    return ((Traffic) read.facts().getFirst()).packets();
  }

  @Test
  void aCutFileGivesWhatCameBefore() throws IOException {
    long cuts = 0;
    for (Path capture : captures()) {
      byte[] whole = Files.readAllBytes(capture);
      long most = packets(read(whole));
      long before = 0;
      for (int length = 0; length < whole.length; length += CUT) {
        Read read = read(Arrays.copyOf(whole, length));
        assertThat(packets(read)).as("%s cut at %d", capture, length).isBetween(before, most);
        before = packets(read);
        cuts++;
      }
    }
    System.out.println("cut captures: " + cuts);
  }

  @Test
  void flippedBitsAreNoException() throws IOException {
    Random random = new Random(SEED);
    List<Path> captures = captures();
    int problems = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = Files.readAllBytes(captures.get(round % captures.size()));
      int flips = 1 + random.nextInt(200);
      for (int i = 0; i < flips; i++) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      int now = round;
      assertThatCode(() -> read(bytes))
          .as("round %d of seed %d", now, SEED)
          .doesNotThrowAnyException();
      problems += read(bytes).problems().size();
    }
    System.out.println("flipped captures: " + ROUNDS + ", problems said: " + problems);
  }

  /** Headers that are right and say what they like about lengths: the worst of a fuzzer's finds. */
  @Test
  void garbageBehindAHeaderIsNoException() throws IOException {
    Random random = new Random(SEED + 1);
    byte[] pcap = Files.readAllBytes(CAPTURES.resolve("cache.pcap"));
    byte[] pcapng = Files.readAllBytes(CAPTURES.resolve("cache.pcapng"));
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = Arrays.copyOf(round % 2 == 0 ? pcap : pcapng, 20_000);
      int from = 24 + random.nextInt(2000);
      int to = Math.min(bytes.length, from + random.nextInt(4000));
      for (int i = from; i < to; i++) {
        bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt() : random.nextInt(3) - 1);
      }
      int now = round;
      assertThatCode(() -> read(bytes))
          .as("round %d of seed %d", now, SEED)
          .doesNotThrowAnyException();
    }
    System.out.println("garbled captures: " + ROUNDS);
  }
}
