// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.Spot;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the name of a journal file says: {@code system@SEQUENCE-HEAD-TIME.journal} once it is
 * archived, {@code system.journal} while it is written to (journal_file_archive of v252).
 */
final class FileName {
  static final Pattern ANY =
      Pattern.compile("(?:system|user-\\d{1,10})(?:@[0-9a-f-]{1,80})?\\.journal\\b(?!~)");

  private static final Pattern ARCHIVED =
      Pattern.compile("[a-z]+(?:-\\d+)?@([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{16})\\.journal");

  private FileName() {}

  static JournalFile file(
      String name, boolean isAmongAll, String listing, Optional<Instant> seen, Spot spot) {
    Matcher archived = ARCHIVED.matcher(name);
    if (!archived.matches()) {
      return new JournalFile(
          name,
          Optional.empty(),
          OptionalLong.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          Optional.empty(),
          OptionalLong.empty(),
          false,
          isAmongAll,
          listing,
          seen,
          spot);
    }
    return new JournalFile(
        name,
        Optional.of(archived.group(1)),
        OptionalLong.of(Long.parseUnsignedLong(archived.group(2), 16)),
        OptionalLong.empty(),
        Optional.of(Times.ofMicros(Long.parseUnsignedLong(archived.group(3), 16))),
        Optional.empty(),
        OptionalLong.empty(),
        true,
        isAmongAll,
        listing,
        seen,
        spot);
  }
}
