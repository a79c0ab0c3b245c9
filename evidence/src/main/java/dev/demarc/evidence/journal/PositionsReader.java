// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.yaml.Yaml;
import dev.demarc.evidence.yaml.YamlNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Notes of how far a journal was read: the positions file of Promtail ({@code cursor-JOB: "s=…"})
 * and of Alloy (the key is a mapping of path and labels), and files with a bare cursor, which
 * {@code journalctl --cursor-file}, rsyslog's imjournal (StateFile) and systemd-journal-upload
 * ({@code LAST_CURSOR=}) write.
 */
public final class PositionsReader implements CaptureReader {
  private static final String PREFIX = "cursor-";
  private static final Pattern CURSOR = Pattern.compile("s=[0-9a-f]{32};i=[0-9a-f]+;[^\\s\"']*");
  private static final Pattern POSITIONS = Pattern.compile("(?:\\A|\\n)positions:\\s*\\n");

  /** Vector writes over what is there: the end of a longer cursor may follow the line feed. */
  private static final Pattern BARE =
      Pattern.compile(
          "\\A(?:[^\\n]*\\n){0,20}?(?:LAST_CURSOR=|-- cursor: )?("
              + CURSOR
              + ")\\s*(?:\\n[0-9a-f;=]{1,32})?\\n?\\z");

  private static final int LARGEST_BARE = 4096;

  @Override
  public String kind() {
    return "positions";
  }

  @Override
  public boolean isOfState() {
    return true;
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    boolean isBare = head.length <= LARGEST_BARE && BARE.matcher(text).lookingAt();
    return isBare
        || (text.contains(PREFIX) && POSITIONS.matcher(text).find() && CURSOR.matcher(text).find());
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    byte[] head = file.head();
    String text = new String(head, StandardCharsets.ISO_8859_1);
    List<Problem> problems = new ArrayList<>();
    List<SavedCursor> cursors = new ArrayList<>();
    Matcher bare = BARE.matcher(text);
    if (head.length <= LARGEST_BARE && bare.lookingAt()) {
      Cursor.of(bare.group(1))
          .map(cursor ->
              new SavedCursor(
                  keeper(file.name()),
                  file.name(),
                  cursor,
                  file.seen(),
                  Spot.line(file.name(), lineOf(text, bare.start(1))).at(cursor.at())))
          .ifPresent(cursors::add);
      return new Read(cursors, problems);
    }
    if (file.size() > CaptureFile.HEAD) {
      problems.add(
          new Problem(
              file.name(), 0, "too-large", file.size() + " bytes", "what is behind 256 KiB"));
    }
    Yaml yaml = Yaml.read(new SourceText(file.name(), head));
    yaml.problems().stream()
        .filter(problem -> !problem.text().equals(YamlNode.NO_WORD))
        .forEach(problems::add);
    for (YamlNode document : yaml.documents()) {
      document
          .entries("positions")
          .forEach(entry ->
              saved(
                      file,
                      SavedCursor.Reader.PROMTAIL,
                      entry.key().text(),
                      entry.key(),
                      entry.value())
                  .ifPresent(cursors::add));
      document.at("positions").stream()
          .flatMap(positions -> positions.pairs().stream())
          .forEach(pair ->
              saved(
                      file,
                      SavedCursor.Reader.ALLOY,
                      pair.key().text("path"),
                      pair.key(),
                      pair.value())
                  .ifPresent(cursors::add));
    }
    return new Read(cursors, problems);
  }

  /** A bare cursor does not say whose it is; the names that programs give it do. */
  private static SavedCursor.Reader keeper(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    if (name.contains("imjournal")) {
      return SavedCursor.Reader.RSYSLOG;
    }
    return name.matches("checkpoint[-_.]?\\d*\\.txt")
        ? SavedCursor.Reader.VECTOR
        : SavedCursor.Reader.FILE;
  }

  private static int lineOf(String text, int offset) {
    return 1 + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
  }

  /** Positions in files have the path of the file as their key, and are none of a journal. */
  private static Optional<SavedCursor> saved(
      CaptureFile file, SavedCursor.Reader reader, String key, YamlNode at, YamlNode value) {
    return key.startsWith(PREFIX)
        ? value
            .asScalar()
            .flatMap(scalar -> Cursor.of(scalar.text()))
            .map(cursor ->
                new SavedCursor(
                    reader,
                    key,
                    cursor,
                    file.seen(),
                    Spot.line(file.name(), at.place().line()).at(cursor.at())))
        : Optional.empty();
  }
}
