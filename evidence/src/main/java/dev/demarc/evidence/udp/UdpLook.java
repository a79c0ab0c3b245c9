// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The UDP sockets of one network at one moment, or its counters, or both.
 *
 * @param source the file or the host that tells of it
 * @param network which network: {@code net:[4026531840]}; empty for a text, which says nothing of
 *     it
 * @param at when, if the source says so
 * @param sockets that were open; several files of one moment may tell of one socket
 * @param tables which lists of sockets it has, {@code udp}, {@code udp6}, {@code ss}: a socket that
 *     is not in them was not open
 * @param counters of the network, if the source has them
 */
public record UdpLook(
    String source,
    String network,
    Optional<Instant> at,
    List<UdpSocket> sockets,
    Set<String> tables,
    Optional<UdpCounters> counters)
    implements Classified {
  /** Copies the list. */
  public UdpLook {
    sockets = List.copyOf(sockets);
    tables = Set.copyOf(tables);
  }

  /** All datagrams that were dropped at open sockets. */
  public long drops() {
    return sockets.stream().mapToLong(UdpSocket::drops).sum();
  }

  @Override
  public Subject subject() {
    return Subject.named("udp", network.isEmpty() ? source : network);
  }

  @Override
  public String label() {
    return drops() > 0 || counters.filter(one -> one.errors() > 0).isPresent()
        ? "has-dropped"
        : "no-drops";
  }

  @Override
  public long count() {
    return sockets.size();
  }

  @Override
  public String detail() {
    String table =
        tables.isEmpty() ? "" : sockets.size() + " sockets, " + drops() + " dropped at them";
    String all =
        counters.map(one -> one.read() + " read, " + one.errors() + " dropped in all").orElse("");
    return table.isEmpty() || all.isEmpty() ? table + all : table + "; " + all;
  }
}
