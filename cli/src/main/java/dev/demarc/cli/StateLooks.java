// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.journal.JournalFolder;
import dev.demarc.evidence.machine.Target;
import dev.demarc.identify.forensics.Exhibit;
import dev.demarc.identify.forensics.StateLookout;
import dev.demarc.identify.forensics.StateWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import picocli.CommandLine.ParseResult;

/**
 * The journals and the notes of their readers among the inputs of identify. When both are there and
 * the caller says for how long, they are looked at at the beginning and at the end of that time;
 * else the folder of a journal is looked at once, and a file is a capture like any other.
 */
final class StateLooks {
  private final SequencedMap<String, StateWatch> byName = new LinkedHashMap<>();
  private final Map<Integer, StateWatch> byPlace = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();
  private Optional<StateLookout> lookout = Optional.empty();

  private StateLooks() {}

  /** Takes the first look. */
  static StateLooks begin(List<String> names, ParseResult given, Session session)
      throws IOException {
    StateLooks all = new StateLooks();
    boolean mayLookTwice = given.hasMatchedOption("--for"); // else a file is what it is now
    for (String name : names) {
      Path path = Target.of(name).isPresent() || name.equals("-") ? null : session.path(name);
      if (path != null && (Files.isDirectory(path) || (mayLookTwice && Files.exists(path)))) {
        StateWatch.of(IdentifyInputs.file(path, session))
            .ifPresent(state -> all.byName.put(name, state));
      }
    }
    boolean hasJournal = all.byName.values().stream().anyMatch(StateWatch::isJournal);
    boolean hasNotes = all.byName.values().stream().anyMatch(state -> !state.isJournal());
    Duration whole =
        hasJournal && hasNotes
            ? IdentifyInputs.duration(given, "--for", Duration.ZERO)
            : Duration.ZERO;
    if (mayLookTwice && hasNotes && !hasJournal) {
      all.sayWhatIsNoJournal(names, session);
    }
    if (!whole.isZero()) {
      all.lookout = Optional.of(new StateLookout(new ArrayList<>(all.byName.values()), whole));
    } else {
      all.byName.values().removeIf(state -> !state.isFolder());
      all.byName.values().forEach(state -> state.look(Instant.now()));
    }
    return all;
  }

  /** A folder that was meant as a journal, and is read as a tree of source files. */
  private void sayWhatIsNoJournal(List<String> names, Session session) {
    for (String name : names) {
      if (Target.of(name).isEmpty()
          && !name.equals("-")
          && JournalFolder.isBesideOthers(session.path(name))) {
        problems.add(
            new Problem(
                name,
                0,
                "no-journal",
                "holds something else than a journal too: name a folder of a machine that holds nothing else",
                "the two looks of --for"));
      }
    }
  }

  /** What was asked for and is not done. */
  List<Problem> problems() {
    return problems;
  }

  /** One look at a folder, if it is that of a journal. */
  static Optional<Exhibit> once(Path folder, Session session) throws IOException {
    Optional<StateWatch> state = StateWatch.of(IdentifyInputs.file(folder, session));
    state.ifPresent(one -> one.look(Instant.now()));
    return state.map(StateWatch::exhibit);
  }

  /**
   * What was seen of an input so far.
   *
   * @param place of it among the exhibits
   */
  Optional<Exhibit> first(String name, int place) {
    Optional<StateWatch> state = Optional.ofNullable(byName.get(name));
    state.ifPresent(one -> byPlace.put(place, one));
    return state.map(StateWatch::exhibit);
  }

  /** Takes the second look, if there is one, and says what was seen then, by place. */
  Map<Integer, Exhibit> end(Session session) throws InterruptedException {
    Map<Integer, Exhibit> seen = new LinkedHashMap<>();
    if (lookout.isPresent()) {
      session.console().live("  looking at " + String.join(", ", byName.sequencedKeySet()) + " …");
      lookout.get().end();
      byPlace.forEach((place, state) -> seen.put(place, state.exhibit()));
    }
    return seen;
  }
}
