// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Shot;
import dev.demarc.evidence.machine.Snapshot;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;

/**
 * Takes the UDP sockets and counters of each network that a process is in, once: by the first
 * process of it that lives long enough. The tables hold addresses, ports and numbers only.
 */
public final class UdpShot implements Shot {
  static final List<String> TABLES = List.of("udp", "udp6", "snmp", "snmp6");

  @Override
  public List<String> linksOfEach() {
    return List.of("ns/net");
  }

  @Override
  public void take(Machine machine, NavigableSet<Long> pids, Snapshot.Builder into) {
    Set<String> networks = new HashSet<>();
    for (long pid : pids) {
      String home = "proc/" + pid + "/";
      Optional<String> network = machine.copyLink(home + "ns/net", into);
      if (network.isPresent() && !networks.contains(network.get())) {
        Map<String, byte[]> tables = new LinkedHashMap<>();
        for (String table : TABLES) {
          String path = home + "net/" + table;
          machine.read(path, into).ifPresent(bytes -> tables.put(path, bytes));
        }
        // one that has ended meanwhile leaves a part of them; another one has them all
        if (!tables.isEmpty() && machine.readLink(home + "ns/net", into).equals(network)) {
          networks.add(network.get());
          tables.forEach(into::file);
        }
      }
    }
  }
}
