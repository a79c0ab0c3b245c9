// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.Decimal;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.tls.Outcome;
import dev.demarc.evidence.tls.TlsPair;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The pairs of client and server that rules speak of, and the words for them. */
final class Pairs {
  /** A capture of a public server has thousands; the busiest come first. */
  private static final int MOST = 64;

  /** A shorter capture shows no rate. */
  private static final Duration SHORT = Duration.ofSeconds(10);

  /** Fewer connections are no churn, however short the capture. */
  static final int FEW = 5;

  private static final int SEVERAL = 10;

  /** More new connections a second than a client that keeps them would need. */
  private static final double FAST = 1;

  /** A connection that lives so long is there when somebody looks once. */
  private static final Duration SECOND = Duration.ofSeconds(1);

  /**
   * ss first reads the descriptors of all processes, then the connections: of one that opens and
   * ends between it never tells the process (of 1,200 looks at connections of 1 ms, none did).
   */
  private static final Duration GLIMPSE = Duration.ofMillis(50);

  /** One in ten seconds: what costs less is nobody's question. */
  private static final double SLOW = 0.1;

  private Pairs() {}

  /** How a client treats its connections. */
  enum Churn {
    /** Too few connections to ask. */
    NONE,
    /** It keeps them, or opens them seldom. */
    KEPT,
    /** It opens one every few seconds that lives less than a minute. */
    SLOW,
    /** It opens more than one a second, and they end. */
    FAST,
    /** It opens them fast, in too short a time or without an end in the capture. */
    OPEN
  }

  static Stream<TlsPair> busiest(Evidence evidence) {
    return evidence.of(TlsPair.class).limit(MOST);
  }

  static Churn churn(TlsPair pair) {
    int all = pair.counts().all();
    if (all < FEW) {
      return Churn.NONE;
    }
    double rate = pair.rate();
    if (pair.span().compareTo(SHORT) < 0) {
      return rate > FAST || pair.span().isZero() ? Churn.OPEN : Churn.NONE;
    }
    if (2 * pair.counts().again() < all && ended(pair)) {
      return Churn.KEPT;
    }
    boolean brief = 2 * pair.shortLives() > all;
    if (rate > FAST) {
      return brief ? Churn.FAST : Churn.OPEN;
    }
    return brief && all >= SEVERAL && rate >= SLOW ? Churn.SLOW : Churn.KEPT;
  }

  /** True when most of its connections ended: they were opened together, and used. */
  private static boolean ended(TlsPair pair) {
    return 2 * pair.lives().count() > pair.counts().all();
  }

  /** True when most full handshakes were signed with RSA. */
  static boolean isRsa(TlsPair pair) {
    return 2 * pair.keys().rsa() > pair.counts().full();
  }

  /** The first handshake of an outcome, with what is seen there. */
  static Sighting first(TlsPair pair, Outcome outcome, String text) {
    List<Spot> spots = pair.examples().getOrDefault(outcome, List.of());
    return spots.isEmpty()
        ? new Sighting("pcap", text, Spot.file(pair.file()))
        : new Sighting("pcap", text, spots.getFirst());
  }

  /** The first handshake of any outcome. */
  static Sighting any(TlsPair pair, String text) {
    Spot first =
        pair.examples().values().stream()
            .flatMap(List::stream)
            .min((a, b) -> Long.compare(a.packet(), b.packet()))
            .orElse(Spot.file(pair.file()));
    return new Sighting("pcap", text, first);
  }

  /** {@code 25 TLS connections in 12.1 s}. */
  static String opened(TlsPair pair) {
    return pair.counts().all() + " TLS connections in " + seconds(pair.span());
  }

  static String seconds(Duration span) {
    return Decimal.fixed(span.toNanos() / 1e9, 1) + " s";
  }

  /** A longer capture of the same pair. */
  static String longer(TlsPair pair) {
    int colon = pair.server().lastIndexOf(':');
    String host = pair.server().substring(0, colon).replaceAll("[\\[\\]]", "");
    return "timeout 120 tcpdump -i any -s 0 -w "
        + NextStep.newFile("tls", ".pcap")
        + " host "
        + host
        + " and port "
        + pair.server().substring(colon + 1);
  }

  /** Which program of the client's host it is, by what still catches connections so short. */
  static NextStep owner(TlsPair pair, String why) {
    Duration life = pair.lives().count() == 0 ? SECOND : pair.lives().median();
    return owner(pair.server(), life, why);
  }

  /** The same for a server whose connections live so long. */
  static NextStep owner(String server, Duration life, String why) {
    if (life.compareTo(SECOND) >= 0) {
      return new NextStep(why, "ss -tnp dst " + server);
    }
    return life.compareTo(GLIMPSE) >= 0
        ? new NextStep(
            why + ": they are short, so 200 looks",
            "for i in $(seq 200); do "
                + "ss -tnpH dst "
                + server
                + "; sleep 0.05; done | grep -o '\"[^\"]*\",pid=[0-9]*' | sort | uniq -c | sort -rn"
                + " | head")
        : new NextStep(
            why + ": too short-lived for ss, so count connects for 20 s",
            "bpftrace -e 'tracepoint:sock:inet_sock_set_state /args->newstate == 2 && args->dport == "
                + server.substring(server.lastIndexOf(':') + 1)
                + "/ { @[comm, pid] = count(); } interval:s:20 { exit(); }'");
  }
}
