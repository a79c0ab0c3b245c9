// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.tls;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.pcap.Traffic;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the handshakes of a client with a server. */
final class PairTally {
  private static final int EXAMPLES = 3;

  /** A minute, in nanoseconds: what lives less is short. */
  private static final long SHORT = 60_000_000_000L;

  private final String client;
  private final String server;
  private final Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
  private final Map<ServerKey, Integer> keys = new EnumMap<>(ServerKey.class);
  private final Map<Outcome, List<Spot>> examples = new EnumMap<>(Outcome.class);
  private final List<Spot> retries = new ArrayList<>();
  private final Spread full = new Spread();
  private final Spread resumed = new Spread();
  private final Spread trips = new Spread();
  private final Spread lives = new Spread();
  private int refused;
  private int again;
  private int noTicketAgain;
  private int maybeId;
  private int retried;
  private int offered13;
  private int answered13;
  private int certificates;
  private int ended;
  private int shortLives;

  PairTally(String client, String server) {
    this.client = client;
    this.server = server;
  }

  /** True when a connection with a whole handshake has ended, which could have left a ticket. */
  boolean hasEnded() {
    return ended > 0;
  }

  void add(Handshake one, Spot spot) {
    outcomes.merge(one.outcome(), 1, Integer::sum);
    keep(examples.computeIfAbsent(one.outcome(), key -> new ArrayList<>()), spot);
    refused += one.refused() ? 1 : 0;
    again += one.again() ? 1 : 0;
    noTicketAgain += one.again() && one.outcome() == Outcome.NO_TICKET ? 1 : 0;
    maybeId += one.maybeId() ? 1 : 0;
    offered13 += one.offers13() && one.outcome() != Outcome.INCOMPLETE ? 1 : 0;
    answered13 += one.is13() ? 1 : 0;
    certificates += one.clientCertificate() ? 1 : 0;
    if (one.retried()) {
      retried++;
      keep(retries, spot);
    }
    if (one.outcome() != Outcome.INCOMPLETE) {
      ended += one.closed() ? 1 : 0;
      if (one.outcome() != Outcome.RESUMED) {
        keys.merge(one.key(), 1, Integer::sum);
      }
    }
    if (one.took() >= 0) {
      (one.outcome() == Outcome.RESUMED ? resumed : full).add(one.took());
    }
    if (one.trip() >= 0) {
      trips.add(one.trip());
    }
    if (one.life() >= 0) {
      lives.add(one.life());
      shortLives += one.life() < SHORT ? 1 : 0;
    }
  }

  private static void keep(List<Spot> in, Spot spot) {
    if (in.size() < EXAMPLES) {
      in.add(spot);
    }
  }

  int total() {
    int sum = 0;
    for (int count : outcomes.values()) {
      sum += count;
    }
    return sum;
  }

  TlsPair whole(Traffic traffic) {
    return new TlsPair(
        traffic.file(),
        client,
        server,
        traffic.span(),
        new TlsPair.Counts(
            outcomes.getOrDefault(Outcome.NOT_CAPABLE, 0),
            outcomes.getOrDefault(Outcome.NO_TICKET, 0),
            outcomes.getOrDefault(Outcome.REJECTED, 0),
            outcomes.getOrDefault(Outcome.RESUMED, 0),
            outcomes.getOrDefault(Outcome.INCOMPLETE, 0),
            refused,
            again,
            noTicketAgain,
            maybeId,
            retried,
            offered13,
            answered13),
        new TlsPair.Keys(
            keys.getOrDefault(ServerKey.RSA, 0),
            keys.getOrDefault(ServerKey.CURVE, 0),
            keys.getOrDefault(ServerKey.UNKNOWN, 0),
            certificates),
        full.timing(),
        resumed.timing(),
        trips.timing(),
        lives.timing(),
        shortLives,
        examples,
        retries);
  }
}
