// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.Place;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import java.util.stream.Stream;

/**
 * A parallel test that changes its process, as it is written down for rules of the whole input.
 *
 * @param test its name
 */
record ParallelChange(String test, Place place) {
  private static final String KIND = "test-state.parallel-change";

  /**
   * What is written down of a folder. A file that only some build tags take is left out: nothing
   * says that a command builds it.
   */
  static Stream<Note> notes(Evidence folder) {
    return EnvChange.in(folder)
        .filter(change -> change.parallel().isPresent() && !isForSomeBuilds(change))
        .map(change -> new Note(KIND, change.scopes().getLast().name(), change.call().place()));
  }

  private static boolean isForSomeBuilds(EnvChange change) {
    return change.in().files().stream()
        .filter(file -> file.path().equals(change.call().place().file()))
        .flatMap(file -> file.comments().stream())
        .anyMatch(comment -> comment.text().startsWith("//go:build"));
  }

  /** Those that were written down. */
  static Stream<ParallelChange> of(Evidence evidence) {
    return evidence
        .of(Note.class)
        .filter(note -> note.kind().equals(KIND))
        .map(note -> new ParallelChange(note.text(), note.place()));
  }

  /** The folder of its package; empty for the root of the input. */
  String folder() {
    return place.file().substring(0, Math.max(0, place.file().lastIndexOf('/')));
  }
}
