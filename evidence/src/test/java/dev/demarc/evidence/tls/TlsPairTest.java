// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.pcap.PacketPass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the hellos and the lengths of what follows say, of captures whose programs are known. */
class TlsPairTest {
  private static final Path CAPTURES = Path.of("src/test/captures/tls");

  @TempDir Path scratch;

  private static TlsPair pair(Path file) throws IOException {
    Read read = PacketPass.over(new CaptureFile("x.pcap", file), List.of(new TlsFlows("x.pcap")));
    return read.facts().stream()
        .filter(TlsPair.class::isInstance)
        .map(TlsPair.class::cast)
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # file | RSA, curve, unknown | client certificates | retries | answered 1.3
          cache.pcap | 1, 0, 0 | 0 | 0 | 23
          mtls.pcap | 17, 0, 0 | 17 | 0 | 17
          hrr.pcap | 19, 0, 0 | 0 | 20 | 19
          tls12.pcap | 6, 0, 0 | 0 | 0 | 0
          openssl-asked13.pcap | 5, 0, 0 | 0 | 0 | 5
          openssl-early13.pcap | 0, 1, 0 | 0 | 0 | 3
          openssl-mtls13.pcap | 5, 0, 0 | 5 | 0 | 5
          openssl-restart13.pcap | 0, 2, 0 | 0 | 0 | 5
          openssl-retry13.pcap | 5, 0, 0 | 0 | 5 | 5
          """)
  void keysCertificatesAndRetries(
      String file, String keys, int certificates, int retries, int answered) throws IOException {
    TlsPair pair = pair(CAPTURES.resolve(file));
    assertThat(pair.keys().rsa() + ", " + pair.keys().curve() + ", " + pair.keys().unknown())
        .isEqualTo(keys);
    assertThat(pair.keys().clientCertificates()).isEqualTo(certificates);
    assertThat(pair.counts().retries()).isEqualTo(retries);
    assertThat(pair.counts().answered13()).isEqualTo(answered);
  }

  @Test
  void dataBeforeTheAnswerHasNoDuration() throws IOException {
    TlsPair pair = pair(CAPTURES.resolve("openssl-early13.pcap"));
    assertThat(pair.resumed().count()).isZero();
    assertThat(pair.full().count()).isEqualTo(1);
  }

  @Test
  void aSnapLengthLeavesHandshakesIncomplete() throws IOException {
    byte[] cut = cutPackets(Files.readAllBytes(CAPTURES.resolve("cache.pcap")), 200);
    TlsPair pair = pair(Files.write(scratch.resolve("cut.pcap"), cut));
    assertThat(pair.counts().complete()).isZero();
    // 23 that began in the capture, and one SYN at its end
    assertThat(pair.counts().incomplete()).isEqualTo(24);
    assertThat(pair.counts().refused()).isZero();
  }

  /** A snap length may end right behind the header of a hello that has a second segment. */
  @Test
  void aHelloWithoutItsFirstBytesIsNone() throws IOException {
    byte[] hello = {22, 3, 1, 5, (byte) 0xd4, 1, 0, 5, (byte) 0xd0};
    ByteBuffer out = ByteBuffer.allocate(1 << 11).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(0xa1b2c3d4).putInt(0).putLong(0).putInt(1 << 16).putInt(101);
    segment(out, 0, Arrays.copyOf(hello, 1448), hello.length);
    segment(out, 1448, new byte[49], 49);
    TlsPair pair =
        pair(Files.write(scratch.resolve("cut.pcap"), Arrays.copyOf(out.array(), out.position())));
    assertThat(pair.counts().incomplete()).isEqualTo(1);
    assertThat(pair.counts().complete()).isZero();
  }

  /** A segment of the client's, of which the capture holds so many bytes of its payload. */
  private static void segment(ByteBuffer out, int seq, byte[] payload, int captured) {
    out.putLong(0).putInt(40 + captured).putInt(40 + payload.length).order(ByteOrder.BIG_ENDIAN);
    out.putShort((short) 0x4500).putShort((short) (40 + payload.length)).putInt((seq + 1) << 16);
    out.putShort((short) 0x4006).putShort((short) 0).putInt(0x0a000001).putInt(0x0a000002);
    out.putShort((short) 40000).putShort((short) 443).putInt(seq).putInt(0).putInt(0x50100200);
    out.putInt(0).put(payload, 0, captured).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Routes may differ by direction: then nobody knows what the server said. */
  @Test
  void aCaptureOfOneDirectionDoesNotSayThatTheServerRefused() throws IOException {
    byte[] whole = Files.readAllBytes(CAPTURES.resolve("cache.pcap"));
    ByteBuffer out = ByteBuffer.allocate(whole.length).put(whole, 0, 24);
    int server = (whole[24 + 16 + 36] & 0xff) << 8 | (whole[24 + 16 + 37] & 0xff);
    for (int at = 24; at < whole.length; ) {
      int length = 16 + ((whole[at + 8] & 0xff) | (whole[at + 9] & 0xff) << 8);
      int to = (whole[at + 16 + 36] & 0xff) << 8 | (whole[at + 16 + 37] & 0xff);
      if (to == server) {
        out.put(whole, at, length);
      }
      at += length;
    }
    byte[] one = Arrays.copyOf(out.array(), out.position());
    TlsPair pair = pair(Files.write(scratch.resolve("one.pcap"), one));
    assertThat(pair.counts().incomplete()).isEqualTo(24);
    assertThat(pair.counts().refused()).isZero();
  }

  private static byte[] cutPackets(byte[] pcap, int most) {
    byte[] out = Arrays.copyOf(pcap, pcap.length);
    int to = 24;
    for (int at = 24; at < pcap.length; ) {
      int captured = (pcap[at + 8] & 0xff) | (pcap[at + 9] & 0xff) << 8;
      int kept = Math.min(captured, most);
      System.arraycopy(pcap, at, out, to, 16 + kept);
      out[to + 8] = (byte) kept;
      out[to + 9] = 0;
      to += 16 + kept;
      at += 16 + captured;
    }
    return Arrays.copyOf(out, to);
  }
}
