// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.pcap.Frames;
import dev.demarc.evidence.pcap.PacketPass;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ends of connections, against what the receivers logged of themselves. */
class ConnectionsTest {
  private static final Path CAPTURES = Path.of("src/test/captures/remotewrite");
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz.rounds", 60);

  @TempDir Path folder;

  private static List<PairEnds> ends(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Read read = PacketPass.over(new CaptureFile(name, file), List.of(new Connections(name)));
    return read.facts().stream()
        .filter(PairEnds.class::isInstance)
        .map(PairEnds.class::cast)
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "none.pcap,REMOTE_WRITE,CLIENT_CLOSE,1,0.02",
    "client-idle.pcap,REMOTE_WRITE,CLIENT_CLOSE,1,300.00",
    "close.pcap,REMOTE_WRITE,SERVER_IDLE_CLOSE,24,0.70",
    "close-2s.pcap,REMOTE_WRITE,SERVER_IDLE_CLOSE,11,2.01",
    "close-go.pcap,REMOTE_WRITE,SERVER_IDLE_CLOSE,12,1.00",
    "close-at-once.pcap,REMOTE_WRITE,CLOSED_AFTER_ANSWER,15,0.01",
    "close-at-once-tls.pcap,ENCRYPTED,CLOSED_AFTER_ANSWER,25,0.00",
    "close-at-once-tls.pcap,ENCRYPTED,CLIENT_CLOSE,5,0.00",
    "close-tls.pcap,ENCRYPTED,SERVER_IDLE_CLOSE,23,0.66",
    "race.pcap,REMOTE_WRITE,MID_REQUEST_CUT,9,0.00",
    "race-idle.pcap,REMOTE_WRITE,MID_REQUEST_CUT,22,0.00",
    "race-idle.pcap,REMOTE_WRITE,SERVER_IDLE_CLOSE,8,1.00",
    "dup.pcap,REMOTE_WRITE,MID_REQUEST_CUT,9,0.00",
    "dup-tls.pcap,ENCRYPTED,MID_REQUEST_CUT,8,0.00",
    "forget-short.pcap,REMOTE_WRITE,MID_REQUEST_CUT,5,0.00",
    "stall.pcap,REMOTE_WRITE,CLIENT_GAVE_UP,11,5.00",
    "stall-7s.pcap,REMOTE_WRITE,CLIENT_GAVE_UP,9,7.00",
    "stall-default.pcap,REMOTE_WRITE,CLIENT_GAVE_UP,7,30.00",
    "forget.pcap,REMOTE_WRITE,SILENT_IDLE_DROP,4,0.00",
    "forget-any.pcap,REMOTE_WRITE,SILENT_IDLE_DROP,3,0.00",
    "forget-20s.pcap,REMOTE_WRITE,DROPPED_AT_PROBE,3,15.13",
    "blackhole.pcap,REMOTE_WRITE,BLACKHOLE,2,108.01",
    "blackhole-5s.pcap,REMOTE_WRITE,BLACKHOLE,7,13.50",
    "blackhole-any.pcap,REMOTE_WRITE,BLACKHOLE,5,26.71"
  })
  void tellsWhatTheReceiverDid(
      String name, Carries carries, Closing closing, long count, double seconds)
      throws IOException {
    PairEnds pair =
        ends(CAPTURES.resolve(name)).stream()
            .filter(one -> one.closing() == closing)
            .findFirst()
            .orElseThrow();
    assertThat(pair.carries()).isEqualTo(carries);
    assertThat(pair.count()).isEqualTo(count);
    assertThat(pair.waits().seconds()).isCloseTo(seconds, Offset.offset(0.006));
  }

  /** The client's hello or certificate is refused by an alert: no request was cut. */
  @ParameterizedTest
  @CsvSource({
    "openssl-refused.pcap,5",
    "openssl-refused-cert12.pcap,5",
    "openssl-refused-cert13.pcap,1"
  })
  void handshakeThatTheServerEndsIsNoRequest(String name, long count) throws IOException {
    List<PairEnds> all = ends(Path.of("src/test/captures/tls", name));
    assertThat(all).extracting(PairEnds::closing).doesNotContain(Closing.MID_REQUEST_CUT);
    assertThat(all)
        .filteredOn(one -> one.closing() == Closing.HANDSHAKE_ENDED)
        .singleElement()
        .extracting(PairEnds::count)
        .isEqualTo(count);
  }

  /** A record in several segments, with payload of the server between them. */
  @ParameterizedTest
  @CsvSource({
    "160301012c01,HANDSHAKE_ENDED",
    "1603034800aa,HANDSHAKE_ENDED",
    "167f5a012c01,MID_REQUEST_CUT",
    "160303480101,MID_REQUEST_CUT",
    "160303000001,MID_REQUEST_CUT",
    "1603034a5a01,MID_REQUEST_CUT",
    "1603ff012c01,MID_REQUEST_CUT",
    "170303012c01,MID_REQUEST_CUT"
  })
  void aByteOfARecordIsNoHandshake(String begins, Closing closing) throws IOException {
    byte[] request = record("17030300c8", 205);
    byte[] answer = record("1703030020", 37);
    byte[] more = record(begins, 305);
    int ack = 16;
    byte[] file =
        Frames.pcap(
            ByteOrder.LITTLE_ENDIAN,
            false,
            101,
            65535,
            Frames.v4(Frames.CLIENT, Frames.SERVER, 1, 1, 1, ack, request),
            Frames.v4(Frames.SERVER, Frames.CLIENT, 1, 1, 206, ack, answer),
            Frames.v4(Frames.CLIENT, Frames.SERVER, 2, 206, 38, ack, more),
            Frames.v4(Frames.SERVER, Frames.CLIENT, 2, 38, 511, ack | 4, new byte[0]));
    assertThat(ends(Files.write(folder.resolve("made.pcap"), file)))
        .singleElement()
        .extracting(PairEnds::closing)
        .isEqualTo(closing);
  }

  /** Bytes that nothing can be told of behind those that are given. */
  private static byte[] record(String begins, int length) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) 0x77);
    byte[] first = HexFormat.of().parseHex(begins);
    System.arraycopy(first, 0, bytes, 0, first.length);
    return bytes;
  }

  @Test
  void saysNothingOfOtherRequestsInClear() throws IOException {
    assertThat(ends(CAPTURES.resolve("other.pcap"))).isEmpty();
  }

  @Test
  void comesBackAfterTheSmallestBackOff() throws IOException {
    PairEnds cut =
        ends(CAPTURES.resolve("race.pcap")).stream()
            .filter(one -> one.closing() == Closing.MID_REQUEST_CUT)
            .findFirst()
            .orElseThrow();
    assertThat(cut.followed()).isEqualTo(9);
    assertThat(cut.reconnect()).isBetween(30_000_000L, 40_000_000L);
    assertThat(cut.resets()).isEqualTo(9);
  }

  @ParameterizedTest
  @CsvSource({
    "POST /api/v1/write HTTP/1.1,REMOTE_WRITE",
    "POST /mimir/api/v1/push?x=secret HTTP/1.1,REMOTE_WRITE",
    "POST /api/v1/receive HTTP/1.1,REMOTE_WRITE",
    "POST /loki/api/v1/push HTTP/1.1,OTHER",
    "POST /api/v1/query HTTP/1.1,OTHER",
    "GET /api/v1/write HTTP/1.1,OTHER",
    "PUT /api/v1/write HTTP/1.1,OTHER",
    "POST /api/v1/wri,UNSEEN",
    "POS,UNSEEN"
  })
  void knowsRemoteWriteByItsPath(String line, Carries carries) {
    byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Carries.of(bytes, 0, bytes.length)).isEqualTo(carries);
  }

  @Test
  void cannotTellWhatWasBlanked() {
    assertThat(Carries.of(new byte[64], 0, 64)).isEqualTo(Carries.UNSEEN);
  }

  /** Kafka's, ZooKeeper's and PostgreSQL's requests begin with their length. */
  @ParameterizedTest
  @ValueSource(strings = {"\0\0\0#\0\u0012\0\3", "\0\0\1\0\0\0\0\0"})
  void aLengthInFrontIsNotBlanked(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Carries.of(bytes, 0, bytes.length)).isEqualTo(Carries.OTHER);
  }

  @Test
  void aDetailIsTheSameInEveryCountry() throws IOException {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("de-DE"));
    try {
      assertThat(ends(CAPTURES.resolve("close.pcap")))
          .filteredOn(one -> one.closing() == Closing.SERVER_IDLE_CLOSE)
          .singleElement()
          .satisfies(one -> assertThat(one.detail()).endsWith(", after 0.70 s"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void knowsRemoteWriteByItsHeader() {
    byte[] bytes =
        "POST /ingest HTTP/1.1\r\nHost: a\r\nX-Prometheus-Remote-Write-Version: 0.1.0\r\n"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Carries.of(bytes, 0, bytes.length)).isEqualTo(Carries.REMOTE_WRITE);
  }

  static Stream<Path> captures() throws IOException {
    try (Stream<Path> all = Files.list(CAPTURES)) {
      return all.filter(file -> file.toString().endsWith(".pcap")).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("captures")
  void survivesCutsAndFlippedBits(Path capture, TestReporter reporter) throws IOException {
    byte[] whole = Files.readAllBytes(capture);
    Path file = folder.resolve("one.pcap");
    Random random = new Random(5);
    Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(60 + ROUNDS),
        () -> {
          for (int length = 0; length < whole.length; length += 1000) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThat(ends(file)).isNotNull();
          }
          for (int i = 0; i < ROUNDS; i++) {
            byte[] copy = whole.clone();
            for (int flips = 1 + random.nextInt(60); flips > 0; flips--) {
              copy[24 + random.nextInt(copy.length - 24)] ^= (byte) (1 << random.nextInt(8));
            }
            Files.write(file, copy);
            assertThat(ends(file)).isNotNull();
          }
        });
    reporter.publishEntry(
        "inputs", capture.getFileName() + ": " + (whole.length / 1000 + 1 + ROUNDS));
  }
}
