// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a journal, by its name or its header.
 *
 * @param name the last part of its path
 * @param sequence the id of the numbering, empty when only the name of a live file is known
 * @param head the number of its first entry
 * @param tail the number of its last entry; empty when only the name is known
 * @param headAt when the first entry was received
 * @param tailAt when the last one was
 * @param entries how many it holds; empty when only the name is known
 * @param isArchived whether nothing is appended any more
 * @param isAmongAll whether the source shows all files of the journal: a listing does, a file that
 *     was carried away alone does not
 * @param listing the capture that tells of it: files of one listing belong together
 * @param seen when this run looked at it, if it did: files of two looks do not belong together
 * @param spot where
 */
public record JournalFile(
    String name,
    Optional<String> sequence,
    OptionalLong head,
    OptionalLong tail,
    Optional<Instant> headAt,
    Optional<Instant> tailAt,
    OptionalLong entries,
    boolean isArchived,
    boolean isAmongAll,
    String listing,
    Optional<Instant> seen,
    Spot spot) {
  /** The same of a source that may not show all files. */
  JournalFile notAmongAll() {
    return new JournalFile(
        name,
        sequence,
        head,
        tail,
        headAt,
        tailAt,
        entries,
        isArchived,
        false,
        listing,
        seen,
        spot);
  }

  /**
   * Whether journald closed it well: of one with a tilde the header may not tell of all entries.
   */
  public boolean isClosedWell() {
    return !name.endsWith("~");
  }

  /** Whether it holds entries of all users of the system: user-UID.journal does not. */
  public boolean isSystem() {
    return name.startsWith("system");
  }
}
