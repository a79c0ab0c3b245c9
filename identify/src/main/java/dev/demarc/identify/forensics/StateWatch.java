// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.journal.JournalFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What goes on where it lies, a journal that is written to or the notes of its reader, looked at
 * once or several times: whether a reader stands still is a difference of two looks.
 */
public final class StateWatch {
  private final CaptureFile file;

  /** Empty of the folder of a journal. */
  private final List<CaptureReader> readers;

  private final List<Exhibit.Look> looks = new ArrayList<>();

  private StateWatch(CaptureFile file, List<CaptureReader> readers) {
    this.file = file;
    this.readers = readers;
  }

  /**
   * The folder of a journal, or a file that readers of states know, before the first look.
   *
   * @return empty when it is anything else
   * @throws IOException when it cannot be read
   */
  public static Optional<StateWatch> of(CaptureFile file) throws IOException {
    if (Files.isDirectory(file.path())) {
      return JournalFolder.is(file.path())
          ? Optional.of(new StateWatch(file, List.of()))
          : Optional.empty();
    }
    if (!Files.isRegularFile(file.path()) || !Files.isReadable(file.path())) {
      return Optional.empty();
    }
    List<CaptureReader> readers = CaptureReaders.of(file.head());
    boolean isState = !readers.isEmpty() && readers.stream().allMatch(CaptureReader::isOfState);
    return isState ? Optional.of(new StateWatch(file, readers)) : Optional.empty();
  }

  /** Whether it is the folder of a journal, which no reader of files takes. */
  public boolean isFolder() {
    return readers.isEmpty();
  }

  /** Whether it is a journal, and not the notes of a reader. */
  public boolean isJournal() {
    return isFolder() || kind().equals("journal-file");
  }

  private String kind() {
    return isFolder() ? "journal" : readers.getFirst().kind();
  }

  /** Looks at it as it is now. */
  public void look(Instant now) {
    CaptureFile at = file.seen(now);
    if (isFolder()) {
      JournalFolder.Look look = JournalFolder.look(at);
      looks.add(new Exhibit.Look(look.read(), look.files(), look.bytes()));
      return;
    }
    List<Object> facts = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    long bytes = 0;
    try {
      bytes = at.size();
      byte[] head = at.head();
      for (CaptureReader reader : readers) {
        if (!reader.recognises(head)) { // it was another one a while ago
          problems.add(
              new Problem(at.name(), 0, "unreadable", "no more of " + kind(), "this look at it"));
          continue;
        }
        Read read = reader.read(at);
        facts.addAll(read.facts());
        problems.addAll(read.problems());
      }
    } catch (IOException reason) {
      problems.add(new Problem(at.name(), 0, "unreadable", "" + reason, "this look at it"));
    }
    looks.add(new Exhibit.Look(new Read(facts, problems), 1, bytes));
  }

  /** What was seen so far, as an input of an examination. */
  public Exhibit exhibit() {
    return new Exhibit.Looked(file.name(), kind(), looks);
  }
}
