// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** What the run before this one learnt of the folders of an input, and what this one learns. */
final class KeptFolders {
  /** A file system may give a change the time of the change before, when both are this near. */
  private static final Duration RACY = Duration.ofSeconds(2);

  private final Optional<IdentifyCache> cache;
  private final Path file;
  private final String made;
  private final LocalDate today;
  private final Pack before;
  private final ConcurrentMap<String, Pack.Folder> now = new ConcurrentHashMap<>();
  private final AtomicBoolean differs = new AtomicBoolean();
  private final long settled;

  private KeptFolders(
      Optional<IdentifyCache> cache,
      Path file,
      String made,
      LocalDate today,
      Pack before,
      Instant began) {
    this.cache = cache;
    this.file = file;
    this.made = made;
    this.today = today;
    this.before = before;
    this.settled = settled(began);
  }

  /** The moment up to which a stamp tells changes apart, in nanoseconds of the epoch. */
  static long settled(Instant began) {
    Instant safe = began.minus(RACY);
    return safe.getEpochSecond() * 1_000_000_000L + safe.getNano();
  }

  /**
   * Reads what is kept of an input; nothing without a cache.
   *
   * @param began when the run did, before it looked at any file
   */
  static KeptFolders of(
      Optional<IdentifyCache> cache, Path input, String meaning, LocalDate today, Instant began)
      throws IOException {
    if (cache.isEmpty()) {
      return new KeptFolders(cache, input, meaning, today, Pack.EMPTY, began);
    }
    Path file = cache.get().file(input.toRealPath(), meaning);
    String made = cache.get().build() + "\n" + meaning;
    Pack before = cache.get().read(file).map(bytes -> Pack.read(bytes, made)).orElse(Pack.EMPTY);
    return new KeptFolders(cache, file, made, today, before, began);
  }

  /** The digest of a file that has not been touched since it was read. */
  Optional<String> digest(String folder, String path, FileStamp stamp) {
    Pack.Folder known = before.folders().get(folder);
    Pack.Source source = known == null ? null : known.sources().get(path);
    return source == null
        ? Optional.empty()
        : Optional.of(source.digest()).filter(digest -> source.stamp().equals(Optional.of(stamp)));
  }

  /** What a folder gave when everything that it depends on was the same. */
  Optional<Gathered> gathered(String folder, String key) {
    return Optional.ofNullable(before.folders().get(folder))
        .filter(known -> known.key().equals(key))
        .map(Pack.Folder::gathered)
        .filter(gathered -> gathered.holdsOn(today));
  }

  /** Keeps what a folder gave; a file that was touched just now will be read again. */
  void keep(
      String folder,
      String key,
      Map<String, Digests.Entry> entries,
      Map<String, FileStamp> stamps,
      Gathered gathered) {
    if (cache.isEmpty() || (entries.isEmpty() && gathered.isEmpty())) {
      return;
    }
    Map<String, Pack.Source> sources = new TreeMap<>();
    entries.forEach((path, entry) -> {
      Optional<FileStamp> stamp =
          Optional.ofNullable(stamps.get(path)).filter(one -> !one.isAfter(settled));
      sources.put(path, new Pack.Source(stamp, entry.digest()));
    });
    Pack.Folder known = before.folders().get(folder);
    if (known == null || known.gathered() != gathered || !known.sources().equals(sources)) {
      differs.set(true);
    }
    now.put(folder, new Pack.Folder(key, sources, gathered));
  }

  /** Writes what this run learnt, if it is not what the one before knew. */
  void write() {
    if (cache.isEmpty()) {
      return;
    }
    if (differs.get() || now.size() != before.folders().size()) {
      cache.get().write(file, new Pack(new HashMap<>(now)).write(made));
    } else {
      IdentifyCache.touch(file);
    }
  }
}
