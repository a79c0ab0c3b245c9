// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.machine;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.function.Function;

/**
 * Files and links of a host at one moment. Paths have no leading slash: {@code proc/4711/status}.
 * What a shot may not keep (values of environments and arguments) never gets in.
 */
public final class Snapshot {
  private final Instant at;
  private final NavigableMap<String, byte[]> files;
  private final NavigableMap<String, String> links;
  private final NavigableSet<String> refused;
  private final NavigableSet<String> cut;
  private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();

  private Snapshot(Builder from) {
    at = from.at;
    files = new TreeMap<>(from.files);
    links = new TreeMap<>(from.links);
    refused = new TreeSet<>(from.refused);
    cut = new TreeSet<>(from.cut);
  }

  /** Begins a snapshot. */
  public static Builder at(Instant at) {
    return new Builder(at);
  }

  /** When it was taken, by the clock of the host. */
  public Instant at() {
    return at;
  }

  /** Seconds since boot, by proc/uptime; 0 when it was not taken. */
  public double uptime() {
    String text = text("proc/uptime").orElse("0");
    try {
      return Double.parseDouble(text.strip().split(" ", 2)[0]);
    } catch (NumberFormatException noNumber) {
      return 0;
    }
  }

  /** The bytes of a file; not a copy, so hands off. */
  public Optional<byte[]> bytes(String path) {
    return Optional.ofNullable(files.get(path));
  }

  /** A file as text, one character for each byte. */
  public Optional<String> text(String path) {
    return bytes(path).map(bytes -> new String(bytes, StandardCharsets.ISO_8859_1));
  }

  /** A file's lines. */
  public List<String> lines(String path) {
    return text(path).map(text -> text.lines().toList()).orElse(List.of());
  }

  /** What a symbolic link says. */
  public Optional<String> link(String path) {
    return Optional.ofNullable(links.get(path));
  }

  /** The names directly in a folder, of files, links and folders with something in them. */
  public NavigableSet<String> children(String folder) {
    String prefix = folder + "/";
    NavigableSet<String> names = new TreeSet<>();
    below(files, prefix, names);
    below(links, prefix, names);
    return names;
  }

  /** Steps from name to name, past all that a folder of that name holds. */
  private static <V> void below(
      NavigableMap<String, V> paths, String prefix, NavigableSet<String> names) {
    String next = paths.ceilingKey(prefix);
    while (next != null && next.startsWith(prefix)) {
      int slash = next.indexOf('/', prefix.length());
      String name = next.substring(prefix.length(), slash < 0 ? next.length() : slash);
      names.add(name);
      // '0' is the character after '/'
      next = slash < 0 ? paths.higherKey(next) : paths.ceilingKey(prefix + name + "0");
    }
  }

  /** The numbers of the processes that something is known of. */
  public NavigableSet<Long> pids() {
    return view(Pids.class, Pids::of).all();
  }

  private record Pids(NavigableSet<Long> all) {
    static Pids of(Snapshot snapshot) {
      NavigableSet<Long> all = new TreeSet<>();
      for (String name : snapshot.children("proc")) {
        ProcNumber.decimal(name).ifPresent(all::add);
      }
      return new Pids(Collections.unmodifiableNavigableSet(all));
    }
  }

  /** Whether this path, or a folder above it, is there and could not be read. */
  public boolean isRefused(String path) {
    for (String at = path; !at.isEmpty(); at = at.substring(0, Math.max(0, at.lastIndexOf('/')))) {
      if (refused.contains(at)) {
        return true;
      }
    }
    return false;
  }

  /** All that is there and could not be read, mostly for want of rights. */
  public NavigableSet<String> refused() {
    return new TreeSet<>(refused);
  }

  /** The files of which only the first {@link Machine#LARGEST} bytes were read. */
  public NavigableSet<String> cut() {
    return new TreeSet<>(cut);
  }

  /** All files, by path. */
  public NavigableMap<String, byte[]> files() {
    return Collections.unmodifiableNavigableMap(files);
  }

  /** All links, by path. */
  public NavigableMap<String, String> links() {
    return Collections.unmodifiableNavigableMap(links);
  }

  /** These files understood: made once, then the same for every rule that asks. */
  public <V> V view(Class<V> type, Function<Snapshot, V> make) {
    Object known = views.get(type);
    if (known == null) { // not computeIfAbsent: a view may ask for another one
      V made = make.apply(this);
      Object raced = views.putIfAbsent(type, made);
      known = raced == null ? made : raced;
    }
    return type.cast(known);
  }

  /** Collects what a snapshot holds; several threads may add to it. */
  public static final class Builder {
    private final Instant at;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Map<String, String> links = new ConcurrentHashMap<>();
    private final NavigableSet<String> refused = new ConcurrentSkipListSet<>();
    private final NavigableSet<String> cut = new ConcurrentSkipListSet<>();

    private Builder(Instant at) {
      this.at = at;
    }

    /** Adds a file. */
    public Builder file(String path, byte[] bytes) {
      files.put(path, bytes);
      return this;
    }

    /** Whether a file is in already. */
    public boolean has(String path) {
      return files.containsKey(path);
    }

    /** Forgets a file. */
    void drop(String path) {
      files.remove(path);
      cut.remove(path);
    }

    /** Adds a symbolic link. */
    public Builder link(String path, String target) {
      links.put(path, target);
      return this;
    }

    /** Notes that this path is there and cannot be read. */
    public Builder refused(String path) {
      refused.add(path);
      return this;
    }

    /** Notes that only the first {@link Machine#LARGEST} bytes of this file were read. */
    public Builder cut(String path) {
      cut.add(path);
      return this;
    }

    /** The bytes of a file that is in already; not a copy. */
    Optional<byte[]> bytes(String path) {
      return Optional.ofNullable(files.get(path));
    }

    /** What a symbolic link says that is in already. */
    Optional<String> target(String path) {
      return Optional.ofNullable(links.get(path));
    }

    /** The snapshot. */
    public Snapshot build() {
      return new Snapshot(this);
    }
  }
}
