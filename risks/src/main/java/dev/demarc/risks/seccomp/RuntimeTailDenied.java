// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.evidence.audit.Denial;
import dev.demarc.evidence.audit.SeccompAction;
import dev.demarc.evidence.capture.Sighting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** The call that was stopped is one of the container runtime's own, before the program began. */
final class RuntimeTailDenied implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("seccomp/runtime-tail-denied");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public String why() {
    return "The runtime loads the filter first and makes a few more calls up to execve. A profile that was recorded from the program"
        + " alone lacks them, so the container does not get as far as its program,"
        + " unless the runtime has another way.";
  }

  @Override
  public String fix() {
    return "Add the runtime's own calls to the profile, or set allowPrivilegeEscalation: false (no_new_privs), which makes them fewer.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return evidence
        .of(Denial.class)
        .filter(Runtimes::made)
        .flatMap(denial -> outcome(denial.action()).map(said -> judge(denial, said)).stream());
  }

  /** What a denial did to the runtime; empty when the record is of none. */
  private static Optional<String> outcome(SeccompAction action) {
    return switch (action) {
      case KILL_THREAD -> Optional.of("only its thread died, so the runtime hangs");
      case KILL_PROCESS -> Optional.of("it died, status 159");
      case TRAP -> Optional.of("it got SIGSYS");
      case ERRNO ->
          Optional.of("the call failed; medium, as the record does not say whether it went on");
      case USER_NOTIFY, TRACE, LOG, ALLOW -> Optional.empty();
    };
  }

  private static Judgement judge(Denial denial, String outcome) {
    Judgement.Found found =
        Judgement.found(
            denial.subject(),
            "The runtime's own thread "
                + denial.comm()
                + " was denied "
                + denial.callName()
                + " before the program began: "
                + outcome
                + ".",
            Records.of(denial, denial.first()));
    if (denial.count() > 1) {
      found =
          found.with(
              new Sighting("audit", "last of " + denial.count() + " records", denial.last()));
    }
    return (denial.action() == SeccompAction.ERRNO ? found.as(Severity.MEDIUM) : found)
        .next(
            "every call that the runtime was denied on this host",
            "dmesg | grep type=1326 | grep -E 'runc:|crun|youki'");
  }
}
