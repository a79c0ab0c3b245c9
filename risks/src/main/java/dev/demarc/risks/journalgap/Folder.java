// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.journal.JournalFile;
import dev.demarc.identify.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of one numbering that one source shows together.
 *
 * @param sequence the id of the numbering
 * @param files that have entries of it, by their first number
 * @param users files of users beside them: their numbers are others of the same count
 */
record Folder(String sequence, List<JournalFile> files, List<JournalFile> users) {
  /** What was recorded, and of what this run looked at the last look. */
  static List<Folder> of(Evidence evidence) {
    Optional<Instant> last =
        evidence
            .of(JournalFile.class)
            .flatMap(file -> file.seen().stream())
            .max(Instant::compareTo);
    return of(
        evidence
            .of(JournalFile.class)
            .filter(file -> file.seen().isEmpty() || file.seen().equals(last)));
  }

  /** What this run saw at one look. */
  static List<Folder> at(Instant look, Evidence evidence) {
    return of(
        evidence
            .of(JournalFile.class)
            .filter(file -> file.seen().filter(look::equals).isPresent()));
  }

  private static List<Folder> of(Stream<JournalFile> files) {
    Map<String, List<JournalFile>> listings = new LinkedHashMap<>();
    files.forEach(
        file -> listings.computeIfAbsent(file.listing(), _ -> new ArrayList<>()).add(file));
    List<Folder> all = new ArrayList<>();
    for (List<JournalFile> listing : listings.values()) {
      List<JournalFile> known = once(listing);
      known.stream()
          .flatMap(file -> file.sequence().stream())
          .distinct()
          .forEach(sequence -> all.add(of(sequence, known)));
    }
    return all;
  }

  /** A file that is told of twice, by its header and by its name, is the one with the header. */
  private static List<JournalFile> once(List<JournalFile> listing) {
    Map<String, JournalFile> byName = new LinkedHashMap<>();
    for (JournalFile file : listing) {
      byName.merge(file.name(), file, (one, other) -> one.tail().isPresent() ? one : other);
    }
    return List.copyOf(byName.values());
  }

  private static Folder of(String sequence, List<JournalFile> listing) {
    List<JournalFile> own =
        listing.stream()
            .filter(file -> file.head().isPresent())
            .filter(file -> file.sequence().orElse("").equals(sequence))
            .sorted(Comparator.comparingLong(file -> file.head().orElse(0)))
            .toList();
    List<JournalFile> users =
        listing.stream().filter(file -> !file.isSystem() && !own.contains(file)).toList();
    return new Folder(sequence, own, users);
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  JournalFile oldest() {
    return files.getFirst();
  }

  /** The number of the oldest entry. */
  long head() {
    return oldest().head().orElse(0);
  }

  /** Whether all files of the journal are known, so that the oldest is the oldest. */
  boolean isWhole() {
    return files.stream().allMatch(JournalFile::isAmongAll);
  }

  /** Whether a file of a user may hold numbers before this one, so that they are not lost. */
  boolean mayHoldBefore(long number) {
    return users.stream()
        .anyMatch(file -> file.entries().orElse(1) > 0 && file.head().orElse(0) < number);
  }

  /** How many entries the files of users hold; empty when that is not known of one of them. */
  Optional<Long> entriesOfUsers() {
    return users.stream().allMatch(file -> file.entries().isPresent())
        ? Optional.of(users.stream().mapToLong(file -> file.entries().orElse(0)).sum())
        : Optional.empty();
  }

  /** The largest number that is known. */
  Optional<JournalFile> newest() {
    return files.stream()
        .filter(file -> file.tail().isPresent())
        .max(Comparator.comparingLong(file -> file.tail().orElse(0)));
  }

  /** When the newest entry was received. */
  Optional<Instant> newestAt() {
    return newest().flatMap(JournalFile::tailAt);
  }

  static Sighting sighting(JournalFile file) {
    String numbers =
        file.tail().isPresent()
            ? ": entries " + file.head().orElse(0) + " to " + file.tail().orElse(0)
            : ": entries from " + file.head().orElse(0);
    return new Sighting("journal-files", file.name() + numbers, file.spot());
  }
}
