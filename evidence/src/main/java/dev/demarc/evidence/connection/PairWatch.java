// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.connection;

import dev.demarc.evidence.pcap.Endpoint;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a client's address and a server: when connections opened, and how they ended.
 */
final class PairWatch {
  /** A client by its address alone. */
  record Key(long high, long low, Endpoint server) {
    static Key of(Endpoint client, Endpoint server) {
      return new Key(client.high(), client.low(), server);
    }

    // as the compiler would have it, but ready at the start: what it makes is made at run time
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key key
          && high == key.high
          && low == key.low
          && server.equals(key.server);
    }

    @Override
    public int hashCode() {
      return (Long.hashCode(high) * 31 + Long.hashCode(low)) * 31 + server.hashCode();
    }

    String client() {
      return new Endpoint(high, low, 0).address();
    }
  }

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

  Stream<PairEnds> ends(String file, Key key) {
    return tallies.entrySet().stream()
        .flatMap(entry ->
            entry
                .getValue()
                .ends(file, key.client(), key.server().text(), entry.getKey(), opens)
                .stream());
  }
}
