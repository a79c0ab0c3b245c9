// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.Spot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A journal where journald keeps it: {@code /var/log/journal} with a folder for each machine, or
 * one such folder. Of each file the header is read, never its entries, so that a look costs as
 * little as a listing, and the number of the newest entry is known as well as that of the oldest.
 */
public final class JournalFolder {
  /** So many files are read, of so many machines. */
  private static final int MOST = 10_000;

  private static final int LOOKS = 3;

  /**
   * journald's files; one that was not closed well has a tilde and counts as journalctl counts it.
   */
  private static final Pattern FILE = Pattern.compile("[^/]+\\.journal~?");

  /**
   * What else lies there: the key of sealing, what other hosts have sent, and what a file system of
   * its own keeps there.
   */
  private static final Pattern BESIDE = Pattern.compile("fss|remote|lost\\+found|\\..*");

  private final CaptureFile folder;
  private final List<JournalFile> files = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();
  private int refused;
  private long bytes;

  private JournalFolder(CaptureFile folder) {
    this.folder = folder;
  }

  /**
   * What a look at a folder gave.
   *
   * @param read the files, and what could not be read of them
   * @param files how many headers were read
   * @param bytes of them
   */
  public record Look(Read read, int files, long bytes) {}

  /**
   * Whether a folder holds a journal and nothing else, so that nothing is passed over when it is
   * read as one.
   */
  public static boolean is(Path folder) {
    if (isOfMachine(folder)) {
      return true;
    }
    boolean some = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        boolean one = isOfMachine(entry);
        if (!one && !BESIDE.matcher("" + entry.getFileName()).matches()) {
          return false;
        }
        some |= one;
      }
    } catch (IOException | DirectoryIteratorException notListed) {
      return false;
    }
    return some;
  }

  /** Whether a folder looks like that of a journal, but holds something that is none. */
  public static boolean isBesideOthers(Path folder) {
    if (!Files.isDirectory(folder) || is(folder)) {
      return false;
    }
    if (isNamedAsMachine(folder)) {
      return true;
    }
    try (DirectoryStream<Path> entries =
        Files.newDirectoryStream(folder, JournalFolder::isNamedAsMachine)) {
      return entries.iterator().hasNext();
    } catch (IOException | DirectoryIteratorException notListed) {
      return false;
    }
  }

  private static boolean isNamedAsMachine(Path folder) {
    return JournalFileReader.OF_MACHINE.matcher("" + folder.getFileName()).matches()
        && Files.isDirectory(folder);
  }

  /** Whether it is the folder of one machine, with files of a journal only. */
  public static boolean isOfMachine(Path folder) {
    if (!isNamedAsMachine(folder)) {
      return false;
    }
    boolean some = false;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = "" + entry.getFileName();
        boolean one = FILE.matcher(name).matches();
        if (!one && !BESIDE.matcher(name).matches()) {
          return false;
        }
        some |= one;
      }
    } catch (IOException | DirectoryIteratorException notListed) {
      return false;
    }
    return some;
  }

  /**
   * Looks at all files of a journal.
   *
   * @param folder a folder that {@link #is} a journal
   */
  public static Look look(CaptureFile folder) {
    JournalFolder look = new JournalFolder(folder);
    if (isOfMachine(folder.path())) {
      look.machine(folder.path(), folder.name());
    } else {
      for (Path machine : look.list(folder.path())) {
        if (isOfMachine(machine)) {
          look.machine(machine, folder.name() + "/" + machine.getFileName());
        }
      }
    }
    return look.end();
  }

  private List<Path> list(Path of) {
    List<Path> all = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(of)) {
      entries.forEach(all::add);
    } catch (IOException | DirectoryIteratorException reason) {
      problems.add(
          new Problem(folder.name(), 0, "unreadable", "" + reason.getMessage(), "what is in it"));
    }
    all.sort(null);
    return all;
  }

  /**
   * Looks again when journald changed a name meanwhile: between a list and the files that it names,
   * a rotation would look like a hole. When it never stops, these are not known to be all files.
   */
  private void machine(Path home, String name) {
    List<Path> named = list(home);
    for (int look = 1; look <= LOOKS; look++) {
      JournalFolder one = new JournalFolder(folder);
      one.files(named, name);
      List<Path> after = list(home);
      boolean isSame = after.equals(named);
      named = after;
      if (isSame || look == LOOKS) {
        one.files.forEach(file -> files.add(isSame ? file : file.notAmongAll()));
        problems.addAll(one.problems);
        refused += one.refused;
        bytes += one.bytes;
        return;
      }
    }
  }

  private void files(List<Path> named, String name) {
    for (Path path : named) {
      String file = "" + path.getFileName();
      if (!FILE.matcher(file).matches() || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      if (files.size() >= MOST) {
        problems.add(
            new Problem(name, 0, Problem.TOO_MANY, "more than " + MOST + " files", "the rest"));
        return;
      }
      file(path, file, name);
    }
  }

  private void file(Path path, String file, String listing) {
    String spot = listing + "/" + file;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] header = in.readNBytes(JournalFileReader.SIZE);
      bytes += header.length;
      if (header.length == JournalFileReader.SIZE && JournalFileReader.isOne(header)) {
        files.add(JournalFileReader.of(header, file, true, listing, folder.seen(), spot));
      } else if (header.length > 0) { // a new file is empty for a moment
        problems.add(new Problem(spot, 0, "unreadable", "no header of a journal", "its numbers"));
      }
    } catch (NoSuchFileException gone) {
      // journald deleted it meanwhile: it is no part of the journal any more
    } catch (IOException notPermitted) {
      refused++;
      files.add(FileName.file(file, true, listing, folder.seen(), Spot.file(spot)));
    }
  }

  private Look end() {
    if (refused > 0) {
      problems.add(
          new Problem(
              folder.name(),
              0,
              "not-permitted",
              refused + " files cannot be read: root and the group systemd-journal may",
              "the numbers of their entries, but for what their names say"));
    }
    return new Look(new Read(files, problems), files.size() - refused, bytes);
  }
}
