// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.journalgap;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * Lines that a program wrote, and nobody can find. They are lost where journald deletes or
 * suppresses them, or where a reader stands still; journald's numbers tell how many.
 */
public final class JournalGap implements Risk {
  @Override
  public String id() {
    return "journal-gap";
  }

  @Override
  public String title() {
    return "Lines of the journal are lost without a word";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new VacuumedPastCursor(),
        new SequenceJump(),
        new JournaldRateLimited(),
        new ReaderStalled(),
        new SinkMissingLines(),
        new CursorTooOld());
  }
}
