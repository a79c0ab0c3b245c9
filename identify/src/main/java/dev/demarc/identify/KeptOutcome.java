// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** The outcome of the run before this one, for an input of which no file was touched since. */
final class KeptOutcome {
  private final Optional<IdentifyCache> cache;
  private final Path file;
  private final String made;

  private KeptOutcome(Optional<IdentifyCache> cache, Path file, String made) {
    this.cache = cache;
    this.file = file;
    this.made = made;
  }

  /** Of an input as its tree shows it now, under settings that mean this. */
  static KeptOutcome of(Optional<IdentifyCache> cache, Path input, String meaning, InputTree tree)
      throws IOException {
    if (cache.isEmpty()) {
      return new KeptOutcome(cache, input, meaning);
    }
    Path file = cache.get().file(input.toRealPath(), meaning + "\noutcome");
    String stamps = Digests.hex(stamps(tree));
    return new KeptOutcome(cache, file, cache.get().build() + "\n" + meaning + "\n" + stamps);
  }

  /** Every path, and for files that are read what the file system says of them. */
  private static String stamps(InputTree tree) {
    StringBuilder text = new StringBuilder();
    for (String folder : tree.folders().keySet()) {
      tree.files(folder)
          .forEach((path, stamp) -> {
            text.append(path).append('\0');
            if (isRead(path)) {
              text.append(stamp.size()).append(' ').append(stamp.modified()).append(' ');
              text.append(stamp.changed()).append(' ').append(stamp.inode());
            }
            text.append('\n');
          });
    }
    return text.toString();
  }

  private static boolean isRead(String path) {
    return GoFolder.reads(path) || Readers.take(path);
  }

  /** The outcome, if it is this day's too. */
  Optional<Outcome> read(LocalDate today) {
    Optional<Outcome> kept =
        cache
            .flatMap(one -> one.read(file))
            .flatMap(bytes -> Envelope.open(bytes, made, PackReader::outcome))
            .filter(outcome -> outcome.holdsOn(today));
    kept.ifPresent(outcome -> IdentifyCache.touch(file));
    return kept;
  }

  /** Keeps an outcome, unless a file was touched so late that a later change could look alike. */
  void write(Outcome outcome, InputTree tree, Instant began) {
    long settled = KeptFolders.settled(began);
    boolean racy =
        tree.folders().keySet().stream()
            .flatMap(folder -> tree.files(folder).entrySet().stream())
            .anyMatch(entry -> isRead(entry.getKey()) && entry.getValue().isAfter(settled));
    if (!racy) {
      cache.ifPresent(one -> one.write(file, Envelope.seal(made, out -> out.outcome(outcome))));
    }
  }
}
