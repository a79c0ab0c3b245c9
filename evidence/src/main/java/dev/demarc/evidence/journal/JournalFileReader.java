// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * A journal file itself: its header, never its entries. The names of the other journal files in its
 * folder are read with it, because only all files together say what is the oldest entry; they are
 * all when the folder is named as journald names it, by the machine's id.
 */
public final class JournalFileReader implements CaptureReader {
  private static final byte[] SIGNATURE = Field.ascii("LPKSHHRH");

  // struct Header of journal-def.h, v252
  private static final int STATE = 16;
  private static final int SEQUENCE = 72;
  private static final int ENTRIES = 152;
  private static final int TAIL = 160;
  private static final int HEAD = 168;
  private static final int HEAD_TIME = 184;
  private static final int TAIL_TIME = 192;

  /** So much of a file is its header, as far as it is read here, in bytes. */
  static final int SIZE = 208;

  private static final byte ARCHIVED = 2;
  private static final int MOST_BESIDE = 10_000;

  /** A folder of a machine's journal, or of a namespace of it. */
  static final Pattern OF_MACHINE = Pattern.compile("[0-9a-f]{32}(?:\\..+)?");

  @Override
  public String kind() {
    return "journal-file";
  }

  @Override
  public boolean isOfState() {
    return true;
  }

  @Override
  public boolean recognises(byte[] head) {
    return isOne(head);
  }

  /** Whether a file that begins so is a journal file. */
  static boolean isOne(byte[] head) {
    return head.length >= SIGNATURE.length
        && java.util.Arrays.equals(head, 0, SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length);
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    byte[] head = file.head();
    if (head.length < SIZE) {
      return new Read(
          List.of(),
          List.of(
              new Problem(
                  file.name(), 0, "truncated", head.length + " bytes", "the file's header")));
    }
    Path parent = file.path().toAbsolutePath().getParent();
    String folder = file.name().contains("/") ? file.name().replaceFirst("/[^/]*$", "") : ".";
    List<JournalFile> files = new ArrayList<>();
    boolean all = parent != null && OF_MACHINE.matcher("" + parent.getFileName()).matches();
    files.add(
        of(head, String.valueOf(file.path().getFileName()), all, folder, file.seen(), file.name()));
    if (parent != null) {
      beside(parent, file, all, folder, files);
    }
    return Read.of(files);
  }

  /** What a header says; a file that was never written to has no entries. */
  static JournalFile of(
      byte[] header,
      String name,
      boolean isAmongAll,
      String listing,
      Optional<Instant> seen,
      String spot) {
    ByteBuffer at = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    boolean some = at.getLong(HEAD) > 0 && at.getLong(TAIL) >= at.getLong(HEAD);
    return new JournalFile(
        name,
        Optional.of(HexFormat.of().formatHex(header, SEQUENCE, SEQUENCE + 16)),
        some ? OptionalLong.of(at.getLong(HEAD)) : OptionalLong.empty(),
        some ? OptionalLong.of(at.getLong(TAIL)) : OptionalLong.empty(),
        some ? Optional.of(Times.ofMicros(at.getLong(HEAD_TIME))) : Optional.empty(),
        some ? Optional.of(Times.ofMicros(at.getLong(TAIL_TIME))) : Optional.empty(),
        OptionalLong.of(Math.max(0, at.getLong(ENTRIES))),
        header[STATE] == ARCHIVED,
        isAmongAll,
        listing,
        seen,
        new Spot(spot, 0, HEAD, 0, seen));
  }

  private static void beside(
      Path parent, CaptureFile file, boolean all, String folder, List<JournalFile> into) {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent, "*.journal")) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        if (FileName.ANY.matcher(name).matches()
            && !entry.endsWith(file.path().getFileName())
            && into.size() < MOST_BESIDE) {
          into.add(
              FileName.file(
                  name,
                  all,
                  folder,
                  file.seen(),
                  Spot.file((folder.equals(".") ? "" : folder + "/") + name)));
        }
      }
    } catch (IOException | DirectoryIteratorException notListed) {
      // the file itself has been read, and one file alone is known to be no whole journal
    }
  }
}
