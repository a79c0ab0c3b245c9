// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * A descriptor is a number of the process, and a socket behind it may have several owners. Go's
 * files and listeners own what they are told to own, and share the rest with everybody.
 */
public final class SocketActivation implements Risk {
  @Override
  public String id() {
    return "socket-activation";
  }

  @Override
  public String title() {
    return "A socket that comes from outside has more than one owner";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new UnitIgnored(),
        new UnconditionalFdThree(),
        new ReloadReopensFd(),
        new ExtrafilesBlocksListener(),
        new NewfileDropped(),
        new NoPidCheck(),
        new NoCloexec(),
        new PidChangedByWrapper(),
        new CargoCultFdsStart(),
        new CargoCultProcFd(),
        new UseAfterClose(),
        new WrongFdNumber(),
        new DoubleClose(),
        new StolenFd(),
        new BlockingListener(),
        new BlockedAccept(),
        new ActivationIgnored(),
        new ListenerLost(),
        new ThreadsNotTraced(),
        new BacklogWithoutAcceptor());
  }

  @Override
  public Stream<Note> notes(Evidence folder) {
    return folder.of(GoPackage.class).flatMap(SocketUse::in);
  }
}
