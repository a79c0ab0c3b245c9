// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.stream.Stream;

/** A component can be asked nothing: it listens nowhere, and no pipe leads into it. */
final class NoListeningSocket implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/no-listening-socket");
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "A process that listens nowhere and reads no pipe cannot be asked whether it is well: that it still exists is"
        + " all that a probe can find out.";
  }

  @Override
  public String fix() {
    return "Give it a way to be asked (a socket, a line on standard input), or watch what it writes and how old the last of it is.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Component.in(evidence)
        .filter(one -> one.process().age() >= LongLivedChild.OLD)
        .filter(one -> one.tree().showsDescriptors(one.process()))
        .map(NoListeningSocket::judge);
  }

  private static Judgement judge(Component one) {
    LiveProcess process = one.process();
    ProcessTree tree = one.tree();
    boolean listens =
        Stream.concat(Stream.of(process), tree.descendants(process.pid()).stream())
            .anyMatch(each -> !tree.listeners(each.pid()).isEmpty());
    if (listens) {
      return Judgement.not(process.subject(), "it listens", one.seen());
    }
    String input = tree.descriptor(process, 0).orElse("");
    if (input.startsWith("pipe:") || input.startsWith("socket:")) {
      return Judgement.not(
          process.subject(),
          "it reads a " + input.substring(0, input.indexOf(':')) + ": it is asked there, by design",
          Component.seen(
              one.watch(), "proc/" + process.pid() + "/fd/0", "standard input is " + input));
    }
    return Judgement.found(
            process.subject(),
            process.words()
                + " listens nowhere and reads no pipe: it cannot be asked whether it is well.",
            one.seen())
        .with(one.seenOwner());
  }
}
