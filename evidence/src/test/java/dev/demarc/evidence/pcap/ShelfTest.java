// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import static dev.demarc.evidence.pcap.Frames.SERVER;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits for missing segments takes no more memory than the shelf has. */
class ShelfTest {
  private static final int SYN = 2;
  private static final int ACK = 16;

  @TempDir Path scratch;

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  private void packet(int port, int seq, int flags, String payload) {
    byte[] bytes =
        Frames.v4(port, SERVER, 1, seq, 0, flags, payload.getBytes(StandardCharsets.US_ASCII));
    ByteBuffer head = ByteBuffer.allocate(16).order(LITTLE_ENDIAN);
    head.putInt(1_700_000_000).putInt(0).putInt(bytes.length).putInt(bytes.length);
    file.writeBytes(head.array());
    file.writeBytes(bytes);
  }

  /** A connection whose first byte never comes, and segments behind it. */
  private void waiting(int port, int segments, String payload) {
    packet(port, 0, SYN, "");
    for (int i = 0; i < segments; i++) {
      packet(port, 2 + i * payload.length(), ACK, payload);
    }
  }

  @Test
  void whenItIsFullNothingWaitsAndTheStreamGoesOn() throws IOException {
    file.writeBytes(Frames.pcap(LITTLE_ENDIAN, false, 101, 65535));
    for (int port = 1000; port < 1700; port++) {
      waiting(port, 2, "x".repeat(14_000));
    }
    for (int port = 2000; port < 2200; port++) {
      waiting(port, 60, "x");
    }
    packet(3000, 0, SYN, "");
    packet(3000, 2, ACK, "bc");
    packet(3000, 4, ACK, "de");
    Path path = Files.write(scratch.resolve("x.pcap"), file.toByteArray());
    Seen seen = new Seen();
    Read read = PacketPass.over(new CaptureFile("x.pcap", path), List.of(seen), 1000);

    // the first of the two may still have been remembered, without its bytes
    assertThat(seen.flows.getLast().client.toString()).startsWith("?").endsWith("de");
    assertThat(seen.flows.getLast().events).contains("gap 0+1");
    assertThat(read.problems()).anySatisfy(one -> assertThat(one.problem()).isEqualTo("too-many"));
    assertThat(seen.flows).hasSize(901);
  }
}
