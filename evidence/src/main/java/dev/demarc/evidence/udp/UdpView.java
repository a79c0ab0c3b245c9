// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The UDP sockets of a host at one moment.
 *
 * @param looks one a network
 */
public record UdpView(List<UdpLook> looks) {
  /** Copies the list. */
  public UdpView {
    looks = List.copyOf(looks);
  }

  /** What a watch saw, in order of time, with the watch's own name before its files. */
  public static List<UdpLook> of(Watch watch) {
    return watch.snapshots().stream()
        .flatMap(snapshot -> snapshot.view(UdpView.class, UdpView::of).looks().stream())
        .map(look -> named(watch.name(), look))
        .toList();
  }

  private static UdpLook named(String name, UdpLook look) {
    return new UdpLook(
        name,
        look.network(),
        look.at(),
        look.sockets().stream().map(one -> one.at(below(name, one.spot()))).toList(),
        look.tables(),
        look.counters().map(one -> one.at(below(name, one.spot()))));
  }

  private static Spot below(String name, Spot spot) {
    return Spot.line(name + "/" + spot.file(), spot.line());
  }

  /** Reads the tables of a snapshot. */
  public static UdpView of(Snapshot snapshot) {
    Map<String, Long> holders = new HashMap<>();
    snapshot
        .links()
        .forEach((path, target) -> {
          String[] names = path.split("/", 5);
          if (target.startsWith("socket:[")
              && names.length > 3
              && names[2].equals("fd")
              && names[1].matches("\\d{1,10}")) {
            holders.merge(target, Long.parseLong(names[1]), Math::min);
          }
        });
    List<UdpLook> looks = new ArrayList<>();
    for (String pid : snapshot.children("proc")) {
      String home = "proc/" + pid + "/";
      UdpText text = new UdpText(home + "net");
      boolean some = false;
      for (String table : UdpShot.TABLES) {
        String path = home + "net/" + table;
        int number = 0;
        for (String line : snapshot.lines(path)) {
          some = true;
          text.line(line.stripTrailing(), Spot.line(path, ++number));
        }
      }
      if (some) {
        String network = snapshot.link(home + "ns/net").orElse("the network of pid " + pid);
        text.looks().stream()
            .limit(1)
            .map(look -> owned(look, network, snapshot, holders))
            .forEach(looks::add);
      }
    }
    return new UdpView(looks);
  }

  private static UdpLook owned(
      UdpLook look, String network, Snapshot snapshot, Map<String, Long> holders) {
    return new UdpLook(
        look.source(),
        network,
        Optional.of(snapshot.at()),
        look.sockets().stream()
            .map(socket -> {
              Long holder = holders.get("socket:[" + socket.inode() + "]");
              return holder == null ? socket : socket.heldBy(holder);
            })
            .toList(),
        look.tables(),
        look.counters());
  }
}
