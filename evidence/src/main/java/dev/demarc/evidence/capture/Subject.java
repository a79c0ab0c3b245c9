// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.capture;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SequencedMap;

/**
 * What a verdict is about: a process, a descriptor of it, a cgroup, a connection, a unit. Each part
 * has a name of the report's; which parts there are, the source decides.
 *
 * @param parts by name, in order; values are texts, numbers, or a map of them
 */
public record Subject(SequencedMap<String, Object> parts) {
  /** Copies the parts. */
  public Subject {
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }

  private static Subject of(String name, Object value) {
    SequencedMap<String, Object> parts = new LinkedHashMap<>();
    parts.put(name, value);
    return new Subject(parts);
  }

  /** A process of a number alone. */
  public static Subject pid(long pid) {
    return of("pid", pid);
  }

  /** A thread of a process whose number is not known. */
  public static Subject thread(long tid) {
    return of("tid", tid);
  }

  /**
   * A connection, or all connections of a client to a server: addresses, a port where it counts.
   */
  public static Subject connection(String client, String server) {
    SequencedMap<String, Object> ends = new LinkedHashMap<>();
    ends.put("client", client);
    ends.put("server", server);
    return of("connection", Collections.unmodifiableSequencedMap(ends));
  }

  /** A cgroup, by its path. */
  public static Subject cgroup(String path) {
    return of("cgroup", path);
  }

  /** A unit of systemd, or a sender in a journal. */
  public static Subject unit(String name) {
    return of("unit", name);
  }

  /** A program, by the path of its executable. */
  public static Subject exe(String path) {
    return of("exe", path);
  }

  /**
   * What has no better name, such as a socket or a journal: {@code ("socket", "udp 0.0.0.0:6831")}.
   */
  public static Subject named(String part, String name) {
    return of(part, name);
  }

  /** The same subject with one more part. */
  public Subject with(String part, Object value) {
    SequencedMap<String, Object> more = new LinkedHashMap<>(parts);
    more.put(part, value);
    return new Subject(more);
  }

  /** Its process, when it has one. */
  public OptionalLong pid() {
    return parts.get("pid") instanceof Number pid
        ? OptionalLong.of(pid.longValue())
        : OptionalLong.empty();
  }

  /** Its process, or else a thread of it: either has a folder in {@code /proc}. */
  public OptionalLong task() {
    return pid().isEmpty() && parts.get("tid") instanceof Number tid
        ? OptionalLong.of(tid.longValue())
        : pid();
  }

  /** In words, for people: {@code pid 4711 (/srv/app), fd 3}, or {@code thread 4712}. */
  public String words() {
    StringBuilder words = new StringBuilder();
    parts.forEach((name, value) -> {
      words.append(words.isEmpty() ? "" : ", ");
      words.append(
          value instanceof Map<?, ?> ends
              ? ends.get("client") + " > " + ends.get("server")
              : (name.equals("tid") ? "thread" : name) + " " + value);
    });
    return words.toString();
  }
}
