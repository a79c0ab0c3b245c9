// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.udp;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The UDP sockets of a host at one moment.
 *
 * @param looks one a network
 * @param holders who holds a socket, by its number, as far as descriptors were looked at
 */
public record UdpView(List<UdpLook> looks, Map<Long, NavigableSet<Long>> holders) {
  /** Copies the collections. */
  public UdpView {
    looks = List.copyOf(looks);
    holders = Map.copyOf(holders);
  }

  /**
   * What a watch saw, in order of time, with the watch's own name before its files. Of several
   * processes that hold a socket, one that was asked about counts as its holder.
   */
  public static List<UdpLook> of(Watch watch) {
    List<UdpLook> all = new ArrayList<>();
    NavigableSet<Long> asked = asked(watch);
    for (Snapshot snapshot : watch.snapshots()) {
      UdpView view = snapshot.view(UdpView.class, UdpView::of);
      view.looks().stream()
          .map(look -> named(watch.name(), snapshot, asked, look))
          .forEach(all::add);
    }
    return all;
  }

  private static UdpLook named(
      String name, Snapshot snapshot, NavigableSet<Long> asked, UdpLook look) {
    UdpView view = snapshot.view(UdpView.class, UdpView::of);
    ProcessTree tree = ProcessTree.in(snapshot);
    return new UdpLook(
        name,
        look.network(),
        look.at(),
        look.sockets().stream()
            .map(one ->
                view.holder(one, asked)
                    .map(
                        pid -> one.heldBy(pid, tree.process(pid).map(LiveProcess::name).orElse("")))
                    .orElse(one))
            .map(one -> one.at(below(name, one.spot())))
            .toList(),
        look.tables(),
        look.counters().map(one -> one.at(below(name, one.spot()))));
  }

  /**
   * Who is asked about: a process and its descendants, or all that were looked at. Who merely
   * shares the cgroup of a process is not asked about.
   */
  public static NavigableSet<Long> asked(Watch watch) {
    if (Target.of(watch.target()).orElse(new Target.Host())
        instanceof Target.OneProcess(long pid)) {
      NavigableSet<Long> all = new TreeSet<>(List.of(pid));
      ProcessTree.in(watch.last()).descendants(pid).forEach(one -> all.add(one.pid()));
      return all;
    }
    return watch.pids();
  }

  private Optional<Long> holder(UdpSocket socket, NavigableSet<Long> asked) {
    NavigableSet<Long> known = holders.getOrDefault(socket.inode(), new TreeSet<>());
    return known.stream().filter(asked::contains).findFirst().or(() -> known.stream().findFirst());
  }

  private static Spot below(String name, Spot spot) {
    return Spot.line(name + "/" + spot.file(), spot.line());
  }

  /** Reads the tables of a snapshot. */
  public static UdpView of(Snapshot snapshot) {
    Map<Long, NavigableSet<Long>> holders = new HashMap<>();
    snapshot
        .links()
        .forEach((path, target) -> {
          String[] names = target.startsWith("socket:") ? path.split("/", 5) : new String[0];
          if (names.length > 0
              && target.matches("socket:\\[\\d{1,18}]")
              && names.length > 3
              && names[2].equals("fd")
              && names[1].matches("\\d{1,10}")) {
            long inode = Long.parseLong(target.substring("socket:[".length(), target.length() - 1));
            holders.computeIfAbsent(inode, _ -> new TreeSet<>()).add(Long.parseLong(names[1]));
          }
        });
    List<UdpLook> looks = new ArrayList<>();
    for (long pid : snapshot.pids()) {
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
        text.looks().stream().limit(1).map(look -> at(look, network, snapshot)).forEach(looks::add);
      }
    }
    return new UdpView(looks, holders);
  }

  private static UdpLook at(UdpLook look, String network, Snapshot snapshot) {
    return new UdpLook(
        look.source(),
        network,
        Optional.of(snapshot.at()),
        look.sockets(),
        look.tables(),
        look.counters());
  }
}
