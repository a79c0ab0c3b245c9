// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.pcap.Pair;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What is known of a client's address and a server: when connections opened, and how they ended.
 */
final class PairWatch {
  private final Opens opens;
  private final Map<Carries, PairTally> tallies = new EnumMap<>(Carries.class);

  PairWatch(Opens.Room room) {
    opens = new Opens(room);
  }

  void opened(long at) {
    opens.add(at);
  }

  void ended(Ending ending) {
    tallies.computeIfAbsent(ending.carries(), key -> new PairTally()).add(ending);
  }

  Stream<PairEnds> ends(String file, Pair key) {
    return tallies.entrySet().stream()
        .flatMap(entry ->
            entry
                .getValue()
                .ends(file, key.client(), key.server().text(), entry.getKey(), opens)
                .stream());
  }
}
