// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A group that processes of a watch are in, with all above it, as it was last seen.
 *
 * @param watch where it was seen
 * @param chain the group and those above
 * @param asked the process that the user named; empty when it was a container or a host
 */
public record WatchedGroup(Watch watch, CgroupChain chain, OptionalLong asked) {
  private static final int LONGEST = 40;

  /**
   * The group of the process that was asked about; of a container or a host each group that a
   * process is in, once.
   */
  public static List<WatchedGroup> of(Watch watch) {
    OptionalLong asked = asked(watch);
    if (asked.isPresent()) {
      return chain(watch, asked.getAsLong())
          .map(chain -> List.of(new WatchedGroup(watch, chain, asked)))
          .orElse(List.of());
    }
    Map<String, WatchedGroup> all = new LinkedHashMap<>();
    for (long pid : watch.pids()) {
      chain(watch, pid)
          .ifPresent(chain ->
              all.putIfAbsent(chain.leaf().folder(), new WatchedGroup(watch, chain, asked)));
    }
    return new ArrayList<>(all.values());
  }

  /** The process that was asked about; empty when it was a container or a host. */
  public static OptionalLong asked(Watch watch) {
    return Target.of(watch.target()).orElse(new Target.Host())
            instanceof Target.OneProcess(long pid)
        ? OptionalLong.of(pid)
        : OptionalLong.empty();
  }

  /** The chain of a process, from the last snapshot that has it. */
  public static Optional<CgroupChain> chain(Watch watch, long pid) {
    Optional<CgroupChain> chain = Optional.empty();
    for (Snapshot snapshot : watch.snapshots().reversed()) {
      chain = CgroupTree.of(snapshot).chain(pid);
      if (chain.isPresent()) {
        return chain;
      }
    }
    return chain;
  }

  /** What a verdict about one of its groups is about: the process when one was named, else it. */
  public Subject subject(CpuGroup group) {
    String path = shown(asked.isPresent() ? chain.leaf().path() : group.path());
    return asked.isPresent()
        ? Subject.pid(asked.getAsLong()).with("cgroup", path)
        : Subject.cgroup(path);
  }

  /** A line of a file of the snapshots. */
  public Spot spot(String file, int line) {
    String name = watch.name() + "/" + shown(file);
    return line == 0 ? Spot.file(name) : Spot.line(name, line);
  }

  /** A path as a report may print it: whoever makes a group names it. */
  public static String shown(String path) {
    StringBuilder plain = new StringBuilder(path.length());
    path.chars().forEach(c -> plain.append(Character.isISOControl(c) ? '?' : (char) c));
    return plain.toString();
  }

  /** The end of a path, for a sentence: paths of containers have 180 characters. */
  public static String brief(String path) {
    String plain = shown(path);
    return plain.length() <= LONGEST ? plain : "…" + plain.substring(plain.length() - LONGEST + 1);
  }

  /** A path as a shell takes it for one word. */
  public static String quoted(String path) {
    String plain = "/" + shown(path);
    boolean safe =
        plain.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-,:@+".indexOf(c) >= 0);
    return safe ? plain : "'" + plain.replace("'", "'\\''") + "'";
  }
}
