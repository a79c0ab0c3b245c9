// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Go's clock is right: what goes wrong is that a program measures on the wall clock, waits for less
 * than the kernel's poller counts in, or runs in an image without time zones.
 */
public final class Clock implements Risk {
  @Override
  public String id() {
    return "clock";
  }

  @Override
  public String title() {
    return "A clock that is right is read, waited for or equipped wrong";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new ElapsedOnWall(),
        new SubMillisecondTimer(),
        new NoTzdata(),
        new CargoCultTimerSlack(),
        new TimerSlackRaised(),
        new ClocksourceSlow(),
        new QuotaPausesClock(),
        new VdsoBypassed());
  }

  @Override
  public Stream<Note> notes(Evidence folder) {
    return folder.of(GoPackage.class).flatMap(ZoneUse::in);
  }
}
