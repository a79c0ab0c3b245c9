// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.process.Listener;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import dev.demarc.identify.forensics.ForensicRule;
import dev.demarc.identify.forensics.Judgement;
import java.util.Optional;
import java.util.stream.Stream;

/** A component holds the socket on which its Go parent listens. */
final class InheritsListener implements ForensicRule {
  @Override
  public RuleId id() {
    return RuleId.of("process-boundary/inherits-listener");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public String why() {
    return "The port stays taken for as long as the child lives: after the service has ended, clients still connect, and"
        + " nobody answers; a new start fails with address already in use.";
  }

  @Override
  public String fix() {
    return "Pass only descriptors that the child reads. os/exec passes none by itself: look for ExtraFiles,"
        + " SysProcAttr and cleared close-on-exec flags.";
  }

  @Override
  public Stream<Judgement> judge(Evidence evidence) {
    return Component.in(evidence).flatMap(one -> judge(one).stream());
  }

  private static Optional<Judgement> judge(Component one) {
    LiveProcess process = one.process();
    ProcessTree tree = one.tree();
    if (isHandOver(one)) {
      return Optional.empty();
    }
    for (Listener held : tree.listeners(process.pid())) {
      for (Listener own : tree.listeners(one.owner().pid())) {
        if (held.inode() == own.inode()) {
          return Optional.of(found(one, held, own));
        }
      }
    }
    return Optional.empty();
  }

  /** It was told that a socket comes: by systemd's variables, or by a flag. */
  private static boolean isHandOver(Component one) {
    return one.tree().variable(one.process(), "LISTEN_FDS").isPresent()
        || one.tree().arguments(one.process()).stream()
            .anyMatch(word -> word.matches("--?(?:fd|fds|bind|socket|listen)(?:-.*)?"));
  }

  private static Judgement found(Component one, Listener held, Listener own) {
    LiveProcess process = one.process();
    String home = "proc/" + process.pid() + "/fd/" + held.fd();
    return Judgement.found(
            process.subject().with("fd", held.fd()),
            "%s holds %s, on which %s listens, as descriptor %d: the port outlives the service."
                .formatted(process.words(), held.address(), one.owner().words(), held.fd()),
            Component.seen(
                one.watch(),
                home,
                "descriptor %d is socket:[%d]".formatted(held.fd(), held.inode())))
        .with(
            Component.seen(
                one.watch(),
                "proc/" + own.pid() + "/fd/" + own.fd(),
                "so is descriptor %d of %s".formatted(own.fd(), one.owner().words())))
        .next(
            "who holds the port",
            "ss -ltnp 'sport = :" + held.address().replaceAll(".*:", "") + "'");
  }
}
