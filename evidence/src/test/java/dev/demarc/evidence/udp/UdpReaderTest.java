// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables and counters say what sender and reader counted, and no bytes make the reader throw. */
class UdpReaderTest {
  private static final Path HOME = Path.of("src/test/captures/udp");
  private static final long SEED = Long.getLong("demarc.fuzz.seed", 20261124L);
  private static final int ROUNDS = Integer.getInteger("demarc.fuzz.rounds", 300);

  @TempDir Path scratch;

  @Test
  void dropsAreExactlyWhatWasSentAndNotRead() throws IOException {
    for (String scenario : List.of("stall", "dualstack")) {
      List<UdpLook> looks = looks(scenario + "/udp.txt");
      assertThat(looks).hasSize(2);
      UdpLook last = looks.getLast();
      long lost = truth(scenario, "lost:");
      assertThat(last.drops()).as(scenario).isEqualTo(lost);
      assertThat(last.counters().orElseThrow().bufferFull()).isEqualTo(lost);
      assertThat(last.counters().orElseThrow().errors()).isEqualTo(lost);
      assertThat(last.counters().orElseThrow().read()).isEqualTo(truth(scenario, "read:"));
      assertThat(last.tables()).isEqualTo(Set.of("udp", "udp6"));
      assertThat(Duration.between(looks.getFirst().at().orElseThrow(), last.at().orElseThrow()))
          .isBetween(Duration.ofSeconds(6), Duration.ofSeconds(12));
    }
    assertThat(looks("dualstack/udp.txt").getLast().sockets().getFirst().words())
        .isEqualTo("udp [::]:6831");
  }

  @Test
  void textsSayTheSameAsTables() throws IOException {
    long lost = truth("stall", "lost:");
    UdpSocket socket =
        looks("stall/ss-2.txt").getLast().sockets().stream()
            .filter(one -> one.port().equals("6831"))
            .findFirst()
            .orElseThrow();
    assertThat(socket.drops()).isEqualTo(lost);
    assertThat(socket.limit()).hasValue(212_992);
    UdpCounters counters = looks("stall/netstat-2.txt").getFirst().counters().orElseThrow();
    assertThat(counters.bufferFull()).isEqualTo(lost);
    assertThat(counters.read()).isEqualTo(truth("stall", "read:"));
    assertThat(counters.noMemory()).isEqualTo(-1);
  }

  @Test
  void everyHeaderOfATableBeginsALook() throws IOException {
    assertThat(looks("burst/ss-ten.txt")).hasSize(10);
    UdpSocket held = looks("earlier/ss.txt").getFirst().sockets().getFirst();
    assertThat(held.pid()).hasValue(4711);
    assertThat(held.program()).isEqualTo("python3");
  }

  private Read read(String text) throws IOException {
    Path file = Files.writeString(scratch.resolve("mixed.txt"), text);
    return new UdpReader().read(new CaptureFile("mixed.txt", file));
  }

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops\n";

  private static String row(int inode) {
    return " 9: 00000000:0035 00000000:0000 07 00000000:00000000 00:00000000 00000000 0 0 "
        + inode
        + " 2 0 5\n";
  }

  @Test
  void whatFollowsATableWithoutAHeadIsRead() throws IOException {
    String ss = "UNCONN 0 0 127.0.0.1:323 0.0.0.0:*\n\t skmem:(r0,rb1,t0,tb2,f0,w0,o0,bl0,d9)\n";
    String netstat = "Udp:\n    7 packets received\n";
    for (String before : List.of(HEAD + row(1), netstat)) {
      UdpLook look = (UdpLook) read(before + ss).facts().getFirst();
      assertThat(look.tables()).as(before).contains("ss");
      assertThat(look.sockets().getLast().drops()).isEqualTo(9);
    }
  }

  @Test
  void aTableGoesOnBehindALineThatIsNone() throws IOException {
    UdpLook look =
        (UdpLook) read(HEAD + row(1) + "\u0001\u0002 broken\n" + row(2)).facts().getFirst();
    assertThat(look.sockets()).extracting(UdpSocket::inode).containsExactly(1L, 2L);
  }

  @Test
  void aCounterThatIsNoNumberIsNotTakenForNone() throws IOException {
    Read snmp = read("Udp: InDatagrams InErrors RcvbufErrors\nUdp: 5 x7 7\n");
    assertThat(snmp.facts()).allSatisfy(look -> assertThat(((UdpLook) look).counters()).isEmpty());
    assertThat(snmp.problems()).extracting("problem").containsExactly("parse-degraded");
    Read snmp6 = read("Udp6InDatagrams 5\nUdp6InErrors x7\n");
    assertThat(snmp6.problems()).extracting("problem").containsExactly("parse-degraded");
  }

  @Test
  void whatIsTooMuchIsSaid() throws IOException {
    Read looks = read("Udp6InDatagrams 5\n".repeat(1001));
    assertThat(looks.facts()).hasSize(1000);
    assertThat(looks.problems()).singleElement().extracting("problem").isEqualTo("too-many");
    Read sockets = read(HEAD + row(1).repeat(200_001));
    assertThat(((UdpLook) sockets.facts().getFirst()).sockets()).hasSize(200_000);
    assertThat(sockets.problems()).singleElement().extracting("problem").isEqualTo("too-many");
  }

  @Test
  void listOfTcpSocketsIsNotRead() throws IOException {
    Path tcp = scratch.resolve("ss.txt");
    Files.writeString(
        tcp,
        """
        State Recv-Q Send-Q Local Address:Port Peer Address:Port
        ESTAB 0 0 127.0.0.1:80 127.0.0.1:5
        \t skmem:(r0,rb1,t0,tb2,f0,w0,o0,bl0,d9)
        """);
    assertThat(new UdpReader().recognises(Files.readAllBytes(tcp))).isFalse();
  }

  /** The tables of a network are taken once, and a socket is its holder's. */
  @Test
  void hostIsReadByTheSameCode() throws IOException {
    Path root = scratch.resolve("root");
    for (String pid : List.of("41", "42", "43")) {
      Path net = Files.createDirectories(root.resolve("proc/" + pid + "/net"));
      Path ns = Files.createDirectories(root.resolve("proc/" + pid + "/ns"));
      Files.createSymbolicLink(
          ns.resolve("net"), Path.of(pid.equals("43") ? "net:[2]" : "net:[1]"));
      String table = Files.readString(HOME.resolve("stall/udp.txt"));
      Files.writeString(
          net.resolve("udp"),
          table.substring(table.lastIndexOf("   sl"), table.lastIndexOf("  sl")));
      Files.writeString(net.resolve("udp6"), "");
      Files.writeString(net.resolve("snmp"), table.substring(table.lastIndexOf("Ip: 2")));
    }
    Snapshot.Builder into = Snapshot.at(Instant.EPOCH);
    Path ended = Files.createDirectories(root.resolve("proc/40/ns")); // its tables are gone
    Files.createSymbolicLink(ended.resolve("net"), Path.of("net:[1]"));
    new UdpShot().take(new Machine(root), new TreeSet<>(List.of(40L, 41L, 42L, 43L)), into);
    long inode = looks("stall/udp.txt").getLast().sockets().getFirst().inode();
    into.link("proc/41/fd/3", "socket:[" + inode + "]"); // a parent that has it too
    into.link("proc/42/fd/3", "socket:[" + inode + "]");
    Snapshot snapshot = into.build();
    assertThat(snapshot.bytes("proc/42/net/udp")).isEmpty();
    List<UdpLook> looks =
        UdpView.of(new Watch("w", "pid:42", new TreeSet<>(List.of(42L)), List.of(snapshot)));
    assertThat(looks).extracting(UdpLook::network).containsExactly("net:[1]", "net:[2]");
    UdpSocket socket = looks.getFirst().sockets().getFirst();
    assertThat(socket.pid()).hasValue(42);
    assertThat(socket.drops()).isEqualTo(truth("stall", "lost:"));
  }

  @Test
  void cutAtEveryThousandthByteAndBitsTurned() throws IOException {
    Random random = new Random(SEED);
    int cuts = 0;
    int turned = 0;
    for (Path capture : captures()) {
      byte[] whole = Files.readAllBytes(capture);
      for (int at = 0; at < whole.length; at += 1000) {
        survives(Arrays.copyOf(whole, at));
        cuts++;
      }
      for (int round = 0; round < 20; round++) {
        byte[] bytes = whole.clone();
        for (int bit = 0; bit < 1 + round * 2; bit++) {
          bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
          turned++;
        }
        survives(bytes);
      }
    }
    System.out.println("udp: " + cuts + " cuts, " + turned + " bits turned");
    assertThat(cuts).isGreaterThan(40);
  }

  @Test
  void piecesOfEverything() throws IOException {
    Random random = new Random(SEED);
    List<Path> all = captures();
    long read = 0;
    long facts = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = new byte[random.nextInt(20_000)];
      int at = 0;
      while (at < bytes.length) {
        byte[] from = Files.readAllBytes(all.get(random.nextInt(all.size())));
        int begin = random.nextInt(from.length);
        int have = Math.min(Math.min(random.nextInt(2000), bytes.length - at), from.length - begin);
        System.arraycopy(from, begin, bytes, at, have);
        at += Math.max(1, have);
        if (random.nextInt(8) == 0 && at + 8 < bytes.length) {
          byte[] noise = new byte[8];
          random.nextBytes(noise);
          System.arraycopy(noise, 0, bytes, at, noise.length);
          at += noise.length;
        }
      }
      facts += survives(bytes).facts().size();
      read += bytes.length;
    }
    System.out.println("udp: " + ROUNDS + " files of pieces, " + read + " bytes");
    assertThat(facts).as("looks found among the pieces").isPositive();
  }

  @Test
  void headsOfOneKindOfByteAreLookedAtInNoTime() {
    for (String piece : List.of("\n", " ", " \n", "UNCONN ", "Udp:\n", "   sl  local_address ")) {
      byte[] head =
          piece.repeat(CaptureFile.HEAD / piece.length()).getBytes(StandardCharsets.US_ASCII);
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(5), () -> new UdpReader().recognises(head), piece);
    }
  }

  private Read survives(byte[] bytes) throws IOException {
    Path path = scratch.resolve("hostile");
    Files.write(path, bytes);
    return Assertions.assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> {
          new UdpReader().recognises(bytes);
          return new UdpReader().read(new CaptureFile("hostile", path));
        });
  }

  private static List<Path> captures() throws IOException {
    try (Stream<Path> files = Files.walk(HOME)) {
      return files
          .filter(file -> file.toString().endsWith(".txt") && !file.endsWith("truth.txt"))
          .sorted()
          .toList();
    }
  }

  private static List<UdpLook> looks(String path) throws IOException {
    CaptureFile file = new CaptureFile(path, HOME.resolve(path));
    UdpReader reader = new UdpReader();
    assertThat(reader.recognises(file.head())).as(path).isTrue();
    Read read = reader.read(file);
    assertThat(read.problems()).as(path).isEmpty();
    return read.facts().stream().map(UdpLook.class::cast).toList();
  }

  private static long truth(String scenario, String before) throws IOException {
    Matcher number =
        Pattern.compile(before + " (\\d+)")
            .matcher(Files.readString(HOME.resolve(scenario + "/truth.txt")));
    assertThat(number.find()).isTrue();
    return Long.parseLong(number.group(1));
  }
}
