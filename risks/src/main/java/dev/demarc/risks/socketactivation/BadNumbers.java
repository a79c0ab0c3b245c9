// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.strace.BadDescriptor;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.Undecided;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the four rules about bad numbers in a trace have in common. */
final class BadNumbers {
  private BadNumbers() {}

  /** Found where the trace proves it, undecided where it shows only the failure. */
  static Stream<Judgement> judge(
      Evidence evidence, BadDescriptor.Kind kind, Function<BadDescriptor, String> message) {
    return evidence
        .of(BadDescriptor.class)
        .filter(bad -> bad.kind() == kind)
        .map(bad -> bad.doubt().isEmpty() ? found(bad, message.apply(bad)) : open(bad));
  }

  private static Judgement found(BadDescriptor bad, String message) {
    String effects =
        bad.effects() == 0
            ? ""
            : " "
                + bad.effects()
                + (bad.effects() == 1 ? " call" : " calls")
                + " after it fail too.";
    Judgement.Found found =
        Judgement.found(bad.subject(), message + effects, bad.seen().getFirst());
    for (Sighting seen : bad.seen().subList(1, bad.seen().size())) {
      found = found.with(seen);
    }
    return bad.subject().task().isPresent()
        ? found.next(
            "see what the numbers of the process stand for now",
            "ls -l /proc/" + bad.subject().task().getAsLong() + "/fd")
        : found;
  }

  private static Judgement open(BadDescriptor bad) {
    return new Judgement.Open(
        bad.subject(),
        Undecided.Reason.NOT_COLLECTED,
        bad.call() + " met number " + bad.fd() + ", which is not open; but " + bad.doubt() + ".",
        bad.seen(),
        List.of(new NextStep("trace it from its start, with all threads", command(bad))));
  }

  private static String command(BadDescriptor bad) {
    return Tracing.fromStart(bad.subject());
  }
}
