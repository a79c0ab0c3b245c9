// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.pcap;

import static dev.demarc.evidence.pcap.Frames.CLIENT;
import static dev.demarc.evidence.pcap.Frames.SERVER;
import static java.nio.ByteOrder.BIG_ENDIAN;
import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Packets come out of every kind of file, and connections out of every order of packets. */
class PacketPassTest {
  private static final int SYN = 2;
  private static final int SYN_ACK = 18;
  private static final int ACK = 16;
  private static final int FIN = 17;
  private static final int RST = 4;

  @TempDir Path scratch;

  private final Seen seen = new Seen();
  private int id = 1;

  private byte[] client(int seq, int flags, String payload) {
    return Frames.v4(CLIENT, SERVER, id++, seq, 0, flags, text(payload));
  }

  private byte[] server(int seq, int ack, int flags, String payload) {
    return Frames.v4(SERVER, CLIENT, id++, seq, ack, flags, text(payload));
  }

  private static byte[] text(String payload) {
    return payload.getBytes(StandardCharsets.US_ASCII);
  }

  private Read pass(byte[] file, int most) throws IOException {
    Path path = Files.write(scratch.resolve("x.pcap"), file);
    return PacketPass.over(new CaptureFile("x.pcap", path), List.of(seen), most);
  }

  private Read raw(byte[]... packets) throws IOException {
    return pass(Frames.pcap(LITTLE_ENDIAN, false, 101, 65535, packets), 1000);
  }

  private Seen.Line only() {
    assertThat(seen.flows).hasSize(1);
    return seen.flows.getFirst();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 12, 14, 101, 108, 113, 276})
  void everyLinkTypeIsRead(int link) throws IOException {
    byte[] four = Frames.link(link, client(7, ACK, "four"));
    byte[] six = Frames.link(link, Frames.v6(CLIENT, SERVER, 7, 0, ACK, text("six")));
    pass(Frames.pcap(BIG_ENDIAN, true, link, 65535, four, six), 1000);
    assertThat(seen.flows.get(0).client).hasToString("four");
    assertThat(seen.flows.get(1).client).hasToString("six");
    assertThat(seen.flows.get(1).flow.server().text()).isEqualTo("[2001:db8::2]:443");
  }

  @Test
  void theFourMagicsAreRead() throws IOException {
    for (boolean nanos : List.of(true, false)) {
      for (var order : List.of(LITTLE_ENDIAN, BIG_ENDIAN)) {
        pass(Frames.pcap(order, nanos, 101, 65535, client(1, ACK, "a")), 1000);
        assertThat(seen.flows.removeLast().flow.openedAt()).isEqualTo(1_700_000_000_000_001_000L);
      }
    }
  }

  @Test
  void sectionsOfTwoByteOrdersAndClocks() throws IOException {
    byte[] one =
        Frames.pcapng(LITTLE_ENDIAN, 101, 9, 1_700_000_000_000_000_001L, client(1, ACK, "a"));
    byte[] two =
        Frames.pcapng(BIG_ENDIAN, 228, 0x80 | 10, 1_700_000_001L << 10 | 512, client(2, ACK, "b"));
    pass(Frames.join(one, two), 1000);
    assertThat(only().client).hasToString("ab");
    assertThat(only().flow.openedAt()).isEqualTo(1_700_000_000_000_000_001L);
    assertThat(only().flow.lastAt()).isEqualTo(1_700_000_001_500_000_000L);
  }

  @Test
  void orderRetransmissionsAndOverlapsAreMended() throws IOException {
    raw(
        client(-4, SYN, ""),
        server(99, -3, SYN_ACK, ""),
        client(-3, ACK, "abc"),
        client(2, ACK, "fg"),
        client(2, ACK, "fg"),
        client(-3, ACK, "abc"),
        client(-1, ACK, "cde"),
        client(2, ACK, "fg"),
        client(4, FIN, "h"),
        server(100, 5, FIN, "bye"));
    assertThat(only().client).hasToString("abcdefgh");
    assertThat(only().server).hasToString("bye");
    assertThat(only().events).containsExactly("ahead 4", "again 5", "again 6", "again 8");
    assertThat(only().end).isEqualTo(FlowEnd.CLOSED);
    assertThat(only().flow.roundTrip()).hasValue(2000);
  }

  @Test
  void anotherSynIsAnotherConnection() throws IOException {
    raw(
        client(10, SYN, ""),
        client(10, SYN, ""),
        client(11, ACK, "one"),
        client(14, RST, ""),
        server(5, 14, ACK, "late"),
        client(500, SYN, ""),
        client(501, ACK, "two"),
        client(900, SYN, ""));
    assertThat(seen.flows)
        .extracting(line -> line.client.toString())
        .containsExactly("one", "two", "");
    assertThat(seen.flows)
        .extracting(line -> line.end)
        .containsExactly(FlowEnd.RESET, FlowEnd.REPLACED, FlowEnd.CAPTURE_END);
    assertThat(seen.flows.getFirst().flow.roundTrip()).isEmpty();
  }

  @Test
  void withoutSynTheSidesAreGuessedOrTold() throws IOException {
    raw(server(5, 0, ACK, "hello"), client(0, ACK, "hi"));
    assertThat(only().server).hasToString("hello");
    assertThat(only().flow.rolesKnown()).isFalse();
    seen.flows.clear();
    raw(server(5, 0, ACK, "\u0016\u0003\u0001\u0000\u0001\u0001"));
    assertThat(only().flow.client().port()).isEqualTo(SERVER);
    assertThat(only().flow.rolesKnown()).isTrue();
  }

  @Test
  void aSnapLengthLeavesGaps() throws IOException {
    byte[] first = client(1, ACK, "abcdef");
    byte[] second = client(7, ACK, "gh");
    Read read = pass(Frames.pcap(LITTLE_ENDIAN, false, 101, 43, first, second), 1000);
    assertThat(only().client).hasToString("abc???gh");
    assertThat(((Traffic) read.facts().getFirst()).cut()).isEqualTo(1);
    assertThat(read.problems()).isEmpty();
  }

  @Test
  void whatNeverComesIsAGap() throws IOException {
    List<byte[]> packets = new ArrayList<>();
    packets.add(client(0, ACK, "a"));
    for (int i = 0; i < 70; i++) {
      packets.add(client(3 + i, ACK, "x"));
    }
    raw(packets.toArray(byte[][]::new));
    assertThat(only().client).hasToString("a??" + "x".repeat(70));
  }

  @Test
  void aKeepAliveAndACopyAreNoRetransmissions() throws IOException {
    byte[] same = client(4, ACK, "de");
    raw(client(1, ACK, "abc"), same, same, client(5, ACK, ""), client(5, ACK, "?"));
    assertThat(only().client).hasToString("abcde");
    assertThat(only().events).containsExactly("probe 4", "probe 5");
  }

  @Test
  void theQuietestIsLetGo() throws IOException {
    List<byte[]> packets = new ArrayList<>();
    for (int port = 1; port <= 5; port++) {
      packets.add(Frames.v4(40000 + port, SERVER, id++, 1, 0, ACK, text("x")));
    }
    packets.add(3, Frames.v4(40001, SERVER, id++, 2, 0, ACK, text("y")));
    Read read = pass(Frames.pcap(LITTLE_ENDIAN, false, 101, 99, packets.toArray(byte[][]::new)), 3);
    assertThat(seen.flows)
        .filteredOn(line -> line.end == FlowEnd.EVICTED)
        .extracting(line -> line.flow.client().port())
        .containsExactly(40002, 40003);
    assertThat(read.problems()).extracting("problem").containsExactly("too-many");
  }

  @Test
  void anUnfinishedFileSaysSo() throws IOException {
    byte[] whole =
        Frames.pcap(LITTLE_ENDIAN, false, 101, 99, client(1, ACK, "a"), client(2, ACK, "b"));
    Read read = pass(Arrays.copyOf(whole, whole.length - 1), 3);
    assertThat(only().client).hasToString("a");
    assertThat(read.problems().getFirst().lost()).isEqualTo("all packets after 1");
  }

  private static byte[] big(int type, byte[] rest, int... words) {
    return Frames.block(BIG_ENDIAN, type, Frames.body(BIG_ENDIAN, rest, words));
  }

  private static byte[] section() {
    return big(0x0a0d0d0a, new byte[0], 0x1a2b3c4d, 0x00010000, -1, -1);
  }

  private static byte[] packet(int interfaceId, int ticks, byte[] bytes) {
    return big(6, bytes, interfaceId, 0, ticks, bytes.length, bytes.length);
  }

  @Test
  void everyInterfaceHasItsLinkTypeItsClockAndItsLosses() throws IOException {
    byte[] micros = {};
    byte[] seconds = {0, 9, 0, 1, 0, 0, 0, 0};
    byte[] lost3 = {0, 5, 0, 8, 0, 0, 0, 0, 0, 0, 0, 3};
    byte[] lost4 = {0, 5, 0, 8, 0, 0, 0, 0, 0, 0, 0, 4};
    byte[] unknown = {0, 5, 0, 8, -1, -1, -1, -1, -1, -1, -1, -1};
    Read read =
        pass(
            Frames.join(
                section(),
                big(1, micros, 101 << 16, 0),
                big(1, seconds, 276 << 16, 0),
                packet(1, 7, Frames.link(276, client(1, ACK, "a"))),
                packet(0, 8_000_000, client(2, ACK, "b")),
                big(5, lost3, 0, 0, 0),
                big(5, lost3, 1, 0, 0),
                big(5, lost4, 1, 0, 0),
                big(5, unknown, 1, 0, 0)),
            1000);
    assertThat(only().client).hasToString("ab");
    assertThat(only().flow.openedAt()).isEqualTo(7_000_000_000L);
    assertThat(only().flow.lastAt()).isEqualTo(8_000_000_000L);
    assertThat(read.problems())
        .singleElement()
        .returns("packets-dropped", Problem::problem)
        .returns("7 packets", Problem::lost);
  }

  @Test
  void packetsOfUnknownInterfacesAreNotLostInSilence() throws IOException {
    byte[] packet = client(1, ACK, "a");
    byte[] tooLong = big(6, packet, 0, 0, 0, packet.length + 8, packet.length);
    Read read =
        pass(
            Frames.join(
                section(),
                big(1, new byte[0], 101 << 16, 0),
                packet(0, 1, packet),
                packet(1, 1, packet),
                tooLong),
            1000);
    assertThat(only().client).hasToString("a");
    assertThat(read.problems())
        .singleElement()
        .returns("parse-degraded", Problem::problem)
        .returns("2 packets", Problem::lost);
  }

  @Test
  void anInterfaceThatIsCutKeepsItsNumber() throws IOException {
    Read read =
        pass(
            Frames.join(
                section(),
                big(1, new byte[0], 101 << 16),
                big(1, new byte[0], 101 << 16, 0),
                packet(0, 1, client(1, ACK, "a")),
                packet(1, 1, client(1, ACK, "b"))),
            1000);
    assertThat(only().client).hasToString("b");
    assertThat(read.problems()).singleElement().returns("unknown-format", Problem::problem);
  }

  @Test
  void theLinkTypeIsReadBesideTheLengthOfAChecksum() throws IOException {
    byte[] packet = Frames.link(1, client(1, ACK, "a"));
    pass(Frames.pcap(LITTLE_ENDIAN, false, 0x54000001, 65535, packet), 1000);
    assertThat(only().client).hasToString("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {113, 276})
  void aTagInsideACookedPacketIsPassed(int link) throws IOException {
    byte[] cooked = Frames.link(link, client(1, ACK, "a"));
    int type = link == 113 ? 14 : 0;
    int network = link == 113 ? 16 : 20;
    byte[] tag = {0, 7, 8, 0};
    byte[] tagged =
        Frames.join(
            Arrays.copyOf(cooked, network),
            tag,
            Arrays.copyOfRange(cooked, network, cooked.length));
    tagged[type] = (byte) 0x81;
    tagged[type + 1] = 0;
    pass(Frames.pcap(LITTLE_ENDIAN, false, link, 65535, tagged), 1000);
    assertThat(only().client).hasToString("a");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 101})
  void anAddressHeaderThatMakesNoSenseIsNoConnection(int link) throws IOException {
    byte[] shortHeader = client(1, ACK, "aaaaaaaaaaaaaaaaaaaaaaaa");
    shortHeader[0] = 0x42;
    byte[] noVersion = client(1, ACK, "b");
    noVersion[0] = 0x55;
    byte[] first = Frames.link(link, shortHeader);
    byte[] second = Frames.link(link, noVersion);
    Read read = pass(Frames.pcap(LITTLE_ENDIAN, false, link, 65535, first, second), 1000);
    assertThat(seen.flows).isEmpty();
    assertThat(read.problems()).singleElement().returns("2 packets", Problem::lost);
  }

  @Test
  void ticksMayNeedAllTheirBits() {
    assertThat(PcapngFile.nanos(0xffff_0000_0000_0000L, 10))
        .isEqualTo(Long.divideUnsigned(0xffff_0000_0000_0000L, 10));
  }

  @Test
  void aTimeBefore1970IsNotLater() {
    assertThat(Flow.spot("x", 1, 24, -1).at().orElseThrow())
        .hasToString("1969-12-31T23:59:59.999999999Z");
  }
}
