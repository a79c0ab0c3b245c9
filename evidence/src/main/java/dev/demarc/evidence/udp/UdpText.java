// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.ProcAddress;
import dev.demarc.evidence.machine.ProcNumber;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the texts line by line, several of them in one file too. A table or a counter that comes
 * again begins another look, and so does a line that is a time ({@code date -u +%FT%TZ}).
 */
final class UdpText {
  /** So many sockets are kept, of all looks. */
  private static final int MOST_SOCKETS = 200_000;

  private static final int MOST_LOOKS = 1000;
  private static final Set<String> TABLES = Set.of("udp", "udp6", "ss");

  /** Words of a line of /proc/net/udp. */
  private static final int ROW = 13;

  private static final Pattern SKMEM =
      Pattern.compile("skmem:\\(r(\\d{1,12}),rb(\\d{1,12}),[^)]{0,200}?,d(\\d{1,12})\\)");
  private static final Pattern USER = Pattern.compile("\\(\"([^\"]{1,64})\",pid=(\\d{1,10}),");
  private static final Pattern INODE = Pattern.compile("\\bino:(\\d{1,18})\\b");
  private static final Pattern NETSTAT =
      Pattern.compile(
          "\\s+(\\d{1,18}) (packets received|packet receive errors|receive buffer errors)");
  private static final Pattern EXTRA = Pattern.compile("\\s+(InCsumErrors|MemErrors): (\\d{1,18})");

  /** What the lines that follow are of. */
  private enum Part {
    UDP,
    UDP6,
    SS,
    NETSTAT,
    OTHER
  }

  private final String source;
  private final List<UdpLook> looks = new ArrayList<>();
  private final List<UdpSocket> sockets = new ArrayList<>();
  private final Set<String> parts = new HashSet<>();
  private Optional<UdpCounters> counters = Optional.empty();
  private Optional<UdpSocket> pending = Optional.empty();
  private Optional<Instant> at = Optional.empty();
  private List<String> names = List.of();
  private Part part = Part.OTHER;
  private Part lastTable = Part.OTHER;
  private long unreadable;
  private int kept;
  private long leftOut;
  private boolean isCut;

  UdpText(String source) {
    this.source = source;
  }

  /** How many lines of a table made no sense. */
  long unreadable() {
    return unreadable;
  }

  /** How many sockets and looks were too many to keep. */
  long leftOut() {
    return leftOut;
  }

  List<UdpLook> looks() {
    end();
    return List.copyOf(looks);
  }

  void line(String line, Spot spot) {
    if (line.contains("local_address") && line.contains("drops")) {
      boolean six = line.contains("remote_address");
      begin(six ? "udp6" : "udp");
      part = six ? Part.UDP6 : Part.UDP;
      lastTable = part;
    } else if (line.startsWith("State") && line.contains("Recv-Q")) {
      begin("ss");
      part = Part.SS;
    } else if (line.equals("Udp:")) {
      begin("netstat");
      part = Part.NETSTAT;
      counters = Optional.of(counters.orElse(UdpCounters.none(spot)));
    } else if (line.startsWith("Udp: ")) {
      snmp(line, spot);
    } else if (line.startsWith("Udp6")) {
      snmp6(line, spot);
    } else if (!time(line)) {
      body(line, spot);
    }
  }

  private void body(String line, Spot spot) {
    switch (part) {
      case UDP, UDP6 -> {
        if (isRow(line)) {
          row(line.strip(), part == Part.UDP ? "udp" : "udp6", spot);
        } else {
          other(line, spot);
        }
      }
      case SS -> ss(line, spot);
      case NETSTAT -> {
        if (line.startsWith(" ")) {
          netstat(line);
        } else {
          other(line, spot);
        }
      }
      case OTHER -> other(line, spot);
    }
  }

  /** What has no head of its own, or is of no part: a table goes on behind a line that is none. */
  private void other(String line, Spot spot) {
    part = Part.OTHER;
    if (isSocketOfSs(line)) { // ss -H
      begin(parts.contains("ss") ? "" : "ss");
      part = Part.SS;
      ss(line, spot);
    } else if (lastTable != Part.OTHER
        && isRow(line)
        && line.strip().split("\\s+", 14).length == ROW) {
      part = lastTable;
      body(line, spot);
    }
  }

  private static boolean isRow(String line) {
    String body = line.strip();
    return !body.isEmpty() && Character.isDigit(body.charAt(0)) && body.contains(": ");
  }

  static boolean isSocketOfSs(String line) {
    return line.startsWith("UNCONN ") || line.startsWith("ESTAB ");
  }

  /** A part that is there already belongs to another look. */
  private void begin(String name) {
    flush();
    lastTable = Part.OTHER;
    if (!name.isEmpty() && !parts.add(name)) {
      end();
      at = Optional.empty();
      parts.add(name);
    }
  }

  private void end() {
    flush();
    if (!parts.isEmpty() && looks.size() == MOST_LOOKS) {
      leftOut++;
    } else if (!parts.isEmpty()) {
      Set<String> tables = new HashSet<>(isCut ? Set.of() : parts);
      tables.retainAll(TABLES);
      looks.add(new UdpLook(source, "", at, sockets, tables, counters));
    }
    sockets.clear();
    parts.clear();
    counters = Optional.empty();
    part = Part.OTHER;
    lastTable = Part.OTHER;
    isCut = false;
  }

  /** A line that is a time and nothing else. */
  private boolean time(String line) {
    String text = line.strip();
    if (text.length() < 20
        || text.length() > 40
        || text.charAt(4) != '-'
        || text.charAt(10) != 'T') {
      return false;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      end();
      at = Optional.of(time);
      return true;
    } catch (DateTimeException none) {
      return false;
    }
  }

  private void row(String body, String table, Spot spot) {
    Optional<UdpSocket> socket = socket(body.split("\\s+", 16), table, spot);
    socket.ifPresentOrElse(this::add, () -> unreadable++);
  }

  private static Optional<UdpSocket> socket(String[] words, String table, Spot spot) {
    if (words.length < ROW) {
      return Optional.empty();
    }
    Optional<String> local = ProcAddress.of(words[1]);
    Optional<String> peer = ProcAddress.of(words[2]);
    Optional<Long> drops = ProcNumber.decimal(words[12]);
    Optional<Long> inode = ProcNumber.decimal(words[9]);
    Optional<Long> queued = ProcNumber.hex(words[4].substring(words[4].indexOf(':') + 1));
    if (local.isEmpty()
        || peer.isEmpty()
        || drops.isEmpty()
        || inode.isEmpty()
        || queued.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new UdpSocket(
            table,
            local.get(),
            peer.get(),
            inode.get(),
            queued.get(),
            OptionalLong.empty(),
            drops.get(),
            OptionalLong.empty(),
            "",
            spot));
  }

  private void add(UdpSocket socket) {
    if (kept < MOST_SOCKETS) {
      sockets.add(socket);
      kept++;
    } else {
      leftOut++;
      isCut = true;
    }
  }

  private void flush() {
    pending.ifPresent(this::add);
    pending = Optional.empty();
  }

  private void ss(String line, Spot spot) {
    if (isSocketOfSs(line)) {
      flush();
      String[] words = line.split("\\s+", 6);
      Optional<Long> queued = words.length < 5 ? Optional.empty() : ProcNumber.decimal(words[1]);
      if (queued.isEmpty()) {
        unreadable++;
        return;
      }
      Matcher user = USER.matcher(line);
      boolean known = user.find();
      Matcher inode = INODE.matcher(line);
      pending =
          Optional.of(
              new UdpSocket(
                  "ss",
                  words[3],
                  words[4],
                  inode.find() ? Long.parseLong(inode.group(1)) : 0,
                  queued.get(),
                  OptionalLong.empty(),
                  0,
                  known ? OptionalLong.of(Long.parseLong(user.group(2))) : OptionalLong.empty(),
                  known ? user.group(1) : "",
                  spot));
    }
    Matcher memory = SKMEM.matcher(line);
    if (memory.find() && pending.isPresent()) {
      UdpSocket one = pending.get();
      pending =
          Optional.of(
              new UdpSocket(
                  one.table(),
                  one.local(),
                  one.peer(),
                  one.inode(),
                  Long.parseLong(memory.group(1)),
                  OptionalLong.of(Long.parseLong(memory.group(2))),
                  Long.parseLong(memory.group(3)),
                  one.pid(),
                  one.program(),
                  one.spot()));
      flush();
    }
  }

  /** Names first, then numbers: two lines that begin alike. */
  private void snmp(String line, Spot spot) {
    List<String> words = List.of(line.substring(5).strip().split(" +", -1));
    if (words.contains("InDatagrams")) {
      begin("snmp");
      names = words;
      part = Part.OTHER;
      return;
    }
    if (names.size() != words.size()
        || words.stream().anyMatch(word -> ProcNumber.decimal(word).isEmpty())) {
      unreadable++;
      return;
    }
    UdpCounters own =
        new UdpCounters(
            count(words, "InDatagrams"),
            count(words, "InErrors"),
            count(words, "RcvbufErrors"),
            names.contains("MemErrors") ? count(words, "MemErrors") : -1,
            count(words, "InCsumErrors"),
            spot);
    counters = Optional.of(counters.map(own::and).orElse(own));
    names = List.of();
  }

  /** Old kernels do not have all of them. */
  private long count(List<String> words, String name) {
    int index = names.indexOf(name);
    return index < 0 ? 0 : ProcNumber.decimal(words.get(index)).orElseThrow();
  }

  private void snmp6(String line, Spot spot) {
    String[] words = line.strip().split("\\s+", 3);
    Optional<Long> number = words.length < 2 ? Optional.empty() : ProcNumber.decimal(words[1]);
    if (number.isEmpty()) {
      unreadable++;
      return;
    }
    long count = number.get();
    if (words[0].equals("Udp6InDatagrams")) {
      begin("snmp6");
      part = Part.OTHER;
    }
    UdpCounters more =
        switch (words[0]) {
          case "Udp6InDatagrams" -> new UdpCounters(count, 0, 0, -1, 0, spot);
          case "Udp6InErrors" -> new UdpCounters(0, count, 0, -1, 0, spot);
          case "Udp6RcvbufErrors" -> new UdpCounters(0, 0, count, -1, 0, spot);
          case "Udp6InCsumErrors" -> new UdpCounters(0, 0, 0, -1, count, spot);
          case "Udp6MemErrors" -> new UdpCounters(0, 0, 0, count, 0, spot);
          default -> UdpCounters.none(spot);
        };
    counters = Optional.of(counters.map(one -> one.and(more)).orElse(more));
  }

  private void netstat(String line) {
    Matcher words = NETSTAT.matcher(line);
    Matcher extra = EXTRA.matcher(line);
    UdpCounters known = counters.orElseThrow();
    if (words.matches()) {
      long count = Long.parseLong(words.group(1));
      counters =
          Optional.of(
              known.and(
                  switch (words.group(2)) {
                    case "packets received" -> new UdpCounters(count, 0, 0, -1, 0, known.spot());
                    case "packet receive errors" ->
                        new UdpCounters(0, count, 0, -1, 0, known.spot());
                    default -> new UdpCounters(0, 0, count, -1, 0, known.spot());
                  }));
    } else if (extra.matches()) {
      long count = Long.parseLong(extra.group(2));
      counters =
          Optional.of(
              known.and(
                  extra.group(1).equals("MemErrors")
                      ? new UdpCounters(0, 0, 0, count, 0, known.spot())
                      : new UdpCounters(0, 0, 0, -1, count, known.spot())));
    }
  }
}
