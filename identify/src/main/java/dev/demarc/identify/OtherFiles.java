// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;

/** The files of one folder that are no Go source, read: their facts are kept for the whole run. */
final class OtherFiles {
  private final List<Object> facts = new ArrayList<>();
  private final List<Digests.Entry> entries = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private final Texts texts = new Texts();

  /** Takes a file that a reader takes by its path. */
  void add(SourceText text) {
    boolean read = false;
    for (Reader reader : Readers.ALL) {
      if (reader.takes(text.file())) {
        Reader.Read given = reader.read(text);
        facts.addAll(given.facts());
        problems.addAll(given.problems());
        read |= !given.facts().isEmpty() || !given.problems().isEmpty();
      }
    }
    if (read) {
      texts.add(text);
      entries.add(Digests.Entry.of(text.file(), text.bytes()));
    }
  }

  void add(Problem problem) {
    problems.add(problem);
  }

  List<Object> facts() {
    return facts;
  }

  /** The files that gave something. */
  List<Digests.Entry> entries() {
    return entries;
  }

  List<Problem> problems() {
    return problems;
  }

  Texts texts() {
    return texts;
  }
}
