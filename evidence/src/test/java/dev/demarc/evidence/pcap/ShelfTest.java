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
  private static final int HELD = 64;

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

  /** A connection whose first byte never comes, and as many segments behind it as are kept. */
  private void waiting(int port, String payload) {
    packet(port, 0, SYN, "");
    for (int i = 0; i < HELD; i++) {
      packet(port, 2 + i * payload.length(), ACK, payload);
    }
  }

  @Test
  void whenItIsFullNothingWaitsAndTheStreamGoesOn() throws IOException {
    file.writeBytes(Frames.pcap(LITTLE_ENDIAN, false, 101, 65535));
    for (int port = 1000; port < 1005; port++) {
      waiting(port, "x".repeat(60_000));
    }
    for (int port = 2000; port < 2200; port++) {
      waiting(port, "x");
    }
    packet(3000, 0, SYN, "");
    packet(3000, 2, ACK, "bc");
    packet(3000, 4, ACK, "de");
    Path path = Files.write(scratch.resolve("x.pcap"), file.toByteArray());
    Seen seen = new Seen();
    Read read = PacketPass.over(new CaptureFile("x.pcap", path), List.of(seen), 1000);

    assertThat(seen.flows.getLast().client).hasToString("?bcde");
    assertThat(seen.flows.getLast().events).contains("gap 0+1");
    assertThat(read.problems()).anySatisfy(one -> assertThat(one.problem()).isEqualTo("too-large"));
    assertThat(seen.flows).hasSize(206);
  }
}
