// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;

/**
 * Gives a reader a capture that is cut, that has wrong bits, and that is mixed up; it must read
 * each to its end. {@code -Ddemarc.fuzz.rounds=N} makes more of them.
 */
public final class Damaged {
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz.rounds", 60);
  private static final String[] WORDS = {
    "goroutine 1 [select, 99999999999999999999 minutes]:\n",
    "goroutine profile: total 99999999999999999999\n",
    "9999999999999999 @ 0x1\n",
    "SCHED 999999999999999ms: gomaxprocs=0 idleprocs=0 runqueue=999999999 [ 1 ]\n",
    "{\"log\":\"\\u00\\",
    "\t:0\n",
    "(\n",
    ")\n",
    "created by \n",
    "#\t\t\t\t\n",
    "\"dropped_items\": 99999999999999999999",
    "2026-99-99T99:99:99Z stderr F ",
    "\0",
    "\n\n",
  };

  private final CaptureReader reader;
  private final Path scratch;
  private int runs;
  private int facts;
  private int problems;

  private Damaged(CaptureReader reader, Path scratch) {
    this.reader = reader;
    this.scratch = scratch;
  }

  /** Reads all of these; says how many there were. */
  public static String check(CaptureReader reader, Path capture, Path folder, long seed)
      throws IOException {
    Damaged damaged = new Damaged(reader, folder.resolve("damaged"));
    byte[] whole = Files.readAllBytes(capture);
    for (int cut = 0; cut < whole.length; cut += 1000) {
      damaged.read(Arrays.copyOf(whole, cut));
    }
    Random random = new Random(seed);
    for (int round = 0; round < ROUNDS; round++) {
      byte[] flipped = whole.clone();
      for (int i = 0; i < 1 + round % 50; i++) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      damaged.read(flipped);
      damaged.read(mixed(whole, random));
    }
    damaged.read(cutGzip(whole, folder));
    return reader.kind()
        + ": "
        + damaged.runs
        + " damaged captures, "
        + damaged.facts
        + " facts, "
        + damaged.problems
        + " problems, seed "
        + seed;
  }

  /** Pieces of the capture in another order, with words of the formats between them. */
  private static byte[] mixed(byte[] whole, Random random) {
    byte[] mixed = new byte[Math.min(whole.length, 1 << 16)];
    int used = 0;
    while (used < mixed.length) {
      byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.ISO_8859_1);
      int from = random.nextInt(whole.length);
      int length = Math.min(random.nextInt(400), whole.length - from);
      byte[] piece = random.nextBoolean() ? word : Arrays.copyOfRange(whole, from, from + length);
      int n = Math.min(piece.length, mixed.length - used);
      System.arraycopy(piece, 0, mixed, used, n);
      used += Math.max(1, n);
    }
    return mixed;
  }

  private static byte[] cutGzip(byte[] whole, Path folder) throws IOException {
    Path packed = folder.resolve("packed");
    try (var out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(whole);
    }
    byte[] bytes = Files.readAllBytes(packed);
    return Arrays.copyOf(bytes, bytes.length * 2 / 3);
  }

  private void read(byte[] bytes) throws IOException {
    Files.write(scratch, bytes);
    CaptureFile file = new CaptureFile("damaged", scratch);
    reader.recognises(Arrays.copyOf(bytes, Math.min(bytes.length, CaptureFile.HEAD)));
    Read read = reader.read(file);
    assertThat(read.problems()).allSatisfy(problem -> assertThat(problem.lost()).isNotEmpty());
    runs++;
    facts += read.facts().size();
    problems += read.problems().size();
  }
}
