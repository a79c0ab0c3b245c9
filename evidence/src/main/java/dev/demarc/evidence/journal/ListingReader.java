// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.text.RawLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of a journal as a text: what {@code ls}, {@code ls -l} or {@code find} prints of its
 * folder, and what {@code journalctl --header} prints.
 */
public final class ListingReader implements CaptureReader {
  private static final int MOST = 10_000;
  private static final int LONGEST_LINE = 4096;
  private static final String HEADER = "File path: ";
  private static final String EXTENSION = ".journal";
  private static final Pattern NUMBER = Pattern.compile("(\\d{1,19}) \\([0-9a-f]+\\)");
  private static final Pattern MICROS = Pattern.compile(".*\\(([0-9a-f]{1,15})\\)");

  /** A command's line in a script or a trace names a journal file too; a listing has its time. */
  private static final Pattern LISTED =
      Pattern.compile(
          "(?m)^(?:[bcdlps-][rwxsStT-]{9}\\S?[ \\t].*[ \\t]|[ \\t]*\\d+[ \\t].*[ \\t]|\\./|/[^\\s\"]*/)?"
              + FileName.ANY.pattern()
              + "(?:[ \\t].*)?$");

  @Override
  public String kind() {
    return "journal-files";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    return isHeader(text) || (text.contains(EXTENSION) && LISTED.matcher(text).find());
  }

  private static boolean isHeader(String text) {
    return text.startsWith(HEADER)
        || (text.contains("\n" + HEADER) && text.contains("\nFile ID: "));
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    List<JournalFile> files = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    boolean header = isHeader(new String(file.head(), StandardCharsets.ISO_8859_1));
    try (RawLines lines = RawLines.of(file)) {
      Map<String, String> fields = new HashMap<>();
      int begin = 0;
      for (String line = lines.next(); line != null; line = lines.next()) {
        int number = lines.number();
        if (line.length() > LONGEST_LINE) {
          continue; // no path is as long
        }
        if (!header) {
          Matcher name = FileName.ANY.matcher(line);
          if (name.find() && LISTED.matcher(line).find()) {
            files.add(
                FileName.file(
                    name.group(), true, file.name(), file.seen(), Spot.line(file.name(), number)));
          }
        } else {
          if (line.startsWith(HEADER)) {
            ofHeader(fields, file, begin).ifPresent(files::add);
            fields.clear();
            begin = number;
          }
          int colon = line.indexOf(": ");
          if (colon > 0 && fields.size() < 100) {
            fields.putIfAbsent(line.substring(0, colon), line.substring(colon + 2).strip());
          }
        }
        if (files.size() > MOST) {
          problems.add(
              new Problem(file.name(), number, Problem.TOO_MANY, "more than " + MOST, "the rest"));
          break;
        }
      }
      ofHeader(fields, file, begin).ifPresent(files::add);
      problems.addAll(lines.problems());
    }
    return new Read(files, problems);
  }

  private static Optional<JournalFile> ofHeader(
      Map<String, String> fields, CaptureFile file, int line) {
    String path = fields.getOrDefault("File path", "");
    OptionalLong head = number(fields.getOrDefault("Head sequential number", ""));
    OptionalLong tail = number(fields.getOrDefault("Tail sequential number", ""));
    String sequence = fields.getOrDefault("Sequential number ID", "");
    if (head.orElse(0) == 0 || tail.isEmpty() || !sequence.matches("[0-9a-f]{32}")) {
      return Optional.empty(); // nothing was written to it yet
    }
    return Optional.of(
        new JournalFile(
            path.substring(path.lastIndexOf('/') + 1),
            Optional.of(sequence),
            head,
            tail,
            time(fields.getOrDefault("Head realtime timestamp", "")),
            time(fields.getOrDefault("Tail realtime timestamp", "")),
            count(fields.getOrDefault("Entry objects", "")),
            fields.getOrDefault("State", "").equals("ARCHIVED"),
            true,
            file.name(),
            file.seen(),
            Spot.line(file.name(), line)));
  }

  private static OptionalLong number(String text) {
    Matcher number = NUMBER.matcher(text);
    return number.matches() ? count(number.group(1)) : OptionalLong.empty();
  }

  private static OptionalLong count(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static Optional<Instant> time(String text) {
    Matcher micros = MICROS.matcher(text);
    return micros.matches()
        ? Optional.of(Times.ofMicros(Long.parseLong(micros.group(1), 16)))
        : Optional.empty();
  }
}
