// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.evidence.unit.UnitKey;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Note;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** systemd holds a socket for a program that never takes it and opens its own. */
final class UnitIgnored implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("socket-activation/unit-ignored");
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
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "A socket unit opens the port and hands it over as descriptor 3. net.Listen knows nothing of that: on the"
        + " same address it gets \"address already in use\", and what connects to systemd's socket waits for"
        + " a program that never accepts there.";
  }

  @Override
  public String fix() {
    return "Take it: listeners, err := activation.Listeners() of go-systemd, and net.Listen when there is none. Or"
        + " remove the socket unit and let the service open its port.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    Modules modules = new Modules(evidence.of(GoMod.class).toList());
    return Activated.in(evidence)
        .filter(one -> one.arguments().stream().noneMatch(UnitIgnored::asksForIt))
        .flatMap(one -> match(evidence, modules, one).stream());
  }

  /** {@code -H fd://}, {@code --web.systemd-socket}: the program is told to take it. */
  private static boolean asksForIt(String argument) {
    return argument.matches("(.*=)?fd[:/@].*") || SocketUse.isAnswer(argument);
  }

  private static Optional<Match> match(Evidence evidence, Modules modules, Activated one) {
    List<String> homes =
        notes(evidence, SocketUse.PROGRAM)
            .filter(note -> modules.program(note).equals(one.program()))
            .map(note -> modules.home(note.place().file()))
            .distinct()
            .toList();
    if (homes.size() != 1 || modules.mayTakeElsewhere(homes.getFirst())) {
      return Optional.empty();
    }
    String home = homes.getFirst();
    boolean takes =
        notes(evidence, SocketUse.TAKES)
            .anyMatch(note -> modules.reaches(home, modules.home(note.place().file())));
    List<Note> opens =
        notes(evidence, SocketUse.OPENS)
            .filter(note -> modules.home(note.place().file()).equals(home))
            .toList();
    if (takes || opens.isEmpty()) {
      return Optional.empty();
    }
    Optional<Note> same = opens.stream().filter(note -> isSame(one, note.text())).findFirst();
    Note shown = same.orElse(opens.getFirst());
    UnitKey listen = one.listens().getFirst();
    return Optional.of(
        Match.at(
                listen.place(),
                one.service().name()
                    + " starts "
                    + one.program()
                    + ", which never takes this socket and opens "
                    + (same.isPresent() ? "the same address" : "its own")
                    + (same.isPresent()
                        ? " itself: address already in use."
                        : ": who connects here waits without end."))
            .with("unit", "ExecStart=" + one.program(), one.start().place())
            .with(
                "go",
                "opens " + (shown.text().isEmpty() ? "a socket" : shown.text()),
                shown.place()));
  }

  private static Stream<Note> notes(Evidence evidence, String kind) {
    return evidence.of(Note.class).filter(note -> note.kind().equals(kind));
  }

  private static boolean isSame(Activated one, String address) {
    return !address.isEmpty()
        && one.listens().stream()
            .map(UnitKey::value)
            .anyMatch(listen -> listen.equals(address) || port(listen).equals(port(address)));
  }

  /** The port of an address; the address itself when it has none. */
  private static String port(String address) {
    String last = address.substring(address.lastIndexOf(':') + 1);
    return last.matches("\\d+") ? last : address;
  }

  /** Which module a file belongs to, and which modules of the input belong together. */
  private record Modules(List<GoMod> all) {
    String home(String file) {
      return all.stream()
          .map(GoMod::folder)
          .filter(folder -> folder.isEmpty() || file.startsWith(folder + "/"))
          .max((a, b) -> Integer.compare(a.length(), b.length()))
          .orElse("");
    }

    /** The name that go build gives a program. */
    String program(Note note) {
      String home = home(note.place().file());
      String file = note.place().file();
      return file.substring(0, Math.max(0, file.lastIndexOf('/'))).equals(home)
          ? module(home)
              .flatMap(GoMod::module)
              .map(path -> path.replaceFirst("/v\\d+$", ""))
              .map(path -> path.substring(path.lastIndexOf('/') + 1))
              .orElse(note.text())
          : note.text();
    }

    Optional<GoMod> module(String home) {
      return all.stream().filter(mod -> mod.folder().equals(home)).findFirst();
    }

    /** True when a module that is required may take descriptors, by its name. */
    boolean mayTakeElsewhere(String home) {
      return module(home).stream()
          .flatMap(GoMod::requires)
          .anyMatch(require -> SocketUse.isAnswer(require.module()));
    }

    /** True for the module itself, and for one of the input that it requires. */
    boolean reaches(String home, String other) {
      return home.equals(other)
          || module(other)
              .flatMap(GoMod::module)
              .filter(path ->
                  module(home).stream()
                      .flatMap(GoMod::requires)
                      .anyMatch(require -> require.module().equals(path)))
              .isPresent();
    }
  }
}
