// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.udploss;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.evidence.udp.UdpCounters;
import dev.demarc.evidence.udp.UdpLook;
import dev.demarc.evidence.udp.UdpSocket;
import dev.demarc.evidence.udp.UdpView;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All looks at one network, in order of time, or of the files where these have no time.
 *
 * @param name of a network of a host; empty of texts, which are taken as of one network
 * @param tables the looks that list sockets
 * @param counters the looks that have counters
 * @param watch that saw it; a text is of none
 * @param asks the processes that are asked about
 */
record Network(
    String name,
    List<UdpLook> tables,
    List<UdpLook> counters,
    Optional<Watch> watch,
    Set<Long> asks) {
  /** Two looks that are nearer tell no rate. */
  static final Duration SHORTEST = Duration.ofSeconds(5);

  static List<Network> of(Evidence evidence) {
    List<Network> all = new ArrayList<>();
    List<UdpLook> texts = evidence.of(UdpLook.class).toList();
    if (!texts.isEmpty()) {
      all.add(of("", texts, Optional.empty()));
    }
    evidence
        .of(Watch.class)
        .forEach(watch -> {
          Map<String, List<UdpLook>> byName = new LinkedHashMap<>();
          UdpView.of(watch)
              .forEach(look ->
                  byName
                      .computeIfAbsent(watch.name() + " " + look.network(), _ -> new ArrayList<>())
                      .add(look));
          byName.forEach((name, looks) -> all.add(of(name, looks, Optional.of(watch))));
        });
    return all;
  }

  private static Network of(String name, List<UdpLook> looks, Optional<Watch> watch) {
    List<UdpLook> sorted = new ArrayList<>(looks);
    if (looks.stream().allMatch(look -> look.at().isPresent())) {
      sorted.sort((one, other) -> one.at().orElseThrow().compareTo(other.at().orElseThrow()));
    }
    List<UdpLook> proc =
        sorted.stream()
            .filter(look -> look.tables().contains("udp") || look.tables().contains("udp6"))
            .toList();
    List<UdpLook> ss = sorted.stream().filter(look -> look.tables().contains("ss")).toList();
    boolean byProc = proc.size() > 1 || (proc.size() == 1 && ss.size() < 2);
    List<UdpLook> counted = sorted.stream().filter(look -> look.counters().isPresent()).toList();
    List<UdpLook> both = counted.stream().filter(look -> !look.tables().isEmpty()).toList();
    return new Network(
        name,
        byProc ? proc : ss,
        both.size() > 1 ? both : counted,
        watch,
        watch.map(UdpView::asked).map(Set::copyOf).orElse(Set.of()));
  }

  /**
   * Whether sockets count only if those hold them who were asked about: a network is shared, and a
   * process is not blamed for what its neighbours lose.
   */
  boolean isNarrow() {
    return watch.filter(one -> !one.target().equals("host")).isPresent();
  }

  /** Whether a socket counts: on a host and in texts all do. */
  boolean isAsked(UdpSocket socket) {
    return !isNarrow() || socket.pid().stream().anyMatch(pid -> asks.contains(pid));
  }

  /** The sockets of the last table that count. */
  List<UdpSocket> asked() {
    return tables.isEmpty()
        ? List.of()
        : tables.getLast().sockets().stream().filter(this::isAsked).toList();
  }

  /** One that was asked about and whose descriptors this user may not see. */
  OptionalLong unseen() {
    return isNarrow()
        ? asks.stream()
            .filter(pid -> watch.orElseThrow().last().isRefused("proc/" + pid + "/fd"))
            .mapToLong(Long::longValue)
            .findFirst()
        : OptionalLong.empty();
  }

  /** What holds a socket, when that was seen. */
  ProgramKind kind(UdpSocket socket) {
    return watch.stream()
        .flatMap(one ->
            socket.pid().stream()
                .boxed()
                .flatMap(pid -> ProcessTree.in(one.last()).process(pid).stream()))
        .map(process -> process.program().kind())
        .findFirst()
        .orElse(ProgramKind.UNKNOWN);
  }

  /** A socket, and how many datagrams were dropped at it since the first look. */
  record Grown(UdpSocket socket, long before, long drops) {
    Subject subject() {
      Subject own = Subject.named("socket", socket.words());
      return socket.pid().isPresent() ? own.with("pid", socket.pid().getAsLong()) : own;
    }
  }

  boolean hasTwoTables() {
    return tables.size() > 1;
  }

  boolean hasTwoCounters() {
    return counters.size() > 1;
  }

  /** As below, of the sockets that count. */
  List<Grown> grownAsked() {
    return grown().stream().filter(one -> isAsked(one.socket())).toList();
  }

  /** Of all sockets of the last look; one that was not open at the first has dropped all since. */
  List<Grown> grown() {
    UdpLook first = tables.getFirst();
    UdpLook last = tables.getLast();
    Map<String, List<UdpSocket>> before = new HashMap<>();
    first
        .sockets()
        .forEach(one -> before.computeIfAbsent(key(one), _ -> new ArrayList<>()).add(one));
    List<Grown> all = new ArrayList<>();
    for (UdpSocket socket : last.sockets()) {
      if (!first.tables().contains(socket.table())) {
        continue; // its table was not looked at the first time
      }
      List<UdpSocket> same = before.getOrDefault(key(socket), List.of());
      // several sockets may share an address, and come in the same order
      long then = same.isEmpty() ? 0 : same.removeFirst().drops();
      then = then > socket.drops() ? 0 : then; // another socket at the same address
      all.add(new Grown(socket, then, socket.drops() - then));
    }
    return all;
  }

  private static String key(UdpSocket socket) {
    return socket.table() + " " + socket.key();
  }

  /** Time between the first and the last table, or counters where there is no table. */
  Optional<Duration> between() {
    List<UdpLook> looks = tables.isEmpty() ? counters : tables;
    Optional<Instant> from = looks.getFirst().at();
    Optional<Instant> to = looks.getLast().at();
    return from.isPresent() && to.isPresent()
        ? Optional.of(Duration.between(from.get(), to.get()))
        : Optional.empty();
  }

  /** In words, behind a count: {@code in 6.0 s}, or what else is known. */
  String when() {
    return between()
        .map(time -> "in " + Decimal.fixed(seconds(time), 1) + " s")
        .orElse("between two looks");
  }

  static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  UdpCounters firstCounters() {
    return counters.getFirst().counters().orElseThrow();
  }

  UdpCounters lastCounters() {
    return counters.getLast().counters().orElseThrow();
  }

  Subject subject() {
    return Subject.named("udp", name.isEmpty() ? source() : name);
  }

  private String source() {
    return (tables.isEmpty() ? counters : tables).getFirst().source();
  }

  /** Where its tables are, for a command: of a network that is not this shell's, below a pid. */
  String home() {
    return (tables.isEmpty() ? List.<UdpSocket>of() : tables.getLast().sockets())
        .stream()
            .flatMapToLong(socket -> socket.pid().stream())
            .mapToObj(pid -> "/proc/" + pid + "/net")
            .findFirst()
            .orElse("/proc/net");
  }

  /** Two looks, in the form that is read as such. */
  String twoLooks() {
    return "for i in 1 2; do date -u +%FT%TZ; (cd "
        + home()
        + " && cat udp udp6 snmp snmp6); sleep 10; done > "
        + NextStep.newFile("udp-looks", ".txt");
  }

  static Sighting sighting(Grown one) {
    UdpSocket socket = one.socket();
    String limit = socket.limit().isPresent() ? " of " + socket.limit().getAsLong() : "";
    return new Sighting(
        "udp",
        socket.words()
            + ": drops "
            + one.before()
            + ", then "
            + socket.drops()
            + "; "
            + socket.queued()
            + limit
            + " bytes wait",
        socket.spot());
  }

  Sighting counted() {
    UdpCounters from = firstCounters();
    UdpCounters to = lastCounters();
    String memory =
        to.noMemory() < 0 ? "" : ", MemErrors " + from.noMemory() + ", then " + to.noMemory();
    return new Sighting(
        "udp",
        "InErrors "
            + from.errors()
            + ", then "
            + to.errors()
            + "; RcvbufErrors "
            + from.bufferFull()
            + ", then "
            + to.bufferFull()
            + memory,
        to.spot());
  }
}
