// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.text.RawLines;
import dev.demarc.evidence.text.SyslogLine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The plain text of {@code journalctl}, and of a syslog: only what journald says there of lines
 * that it has thrown away. The lines have no numbers, so that none can be missed by this; and
 * nothing is concluded from words that are not there, since a text may be a selection of any kind.
 */
public final class JournalTextReader implements CaptureReader {
  private static final String SIGN = ": Suppressed ";

  /**
   * journald's identifier, its unit (with-unit), its name before v220; imjournal's, before that.
   */
  private static final Pattern JOURNALD =
      Pattern.compile("systemd-journald?|systemd-journald(?:@[^\\s/]{1,80})?\\.service");

  private static final String OF_RSYSLOG = "journal";
  private static final Pattern BEGIN_OF_PATH =
      Pattern.compile("Suppressed \\d+ messages from /\\S+");

  private static final Pattern SAID =
      Pattern.compile("(?m)^[^\\n]{1,400}: Suppressed \\d{1,10} messages from ");

  @Override
  public String kind() {
    return "journal-text";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (text.contains(SIGN)) {
      Matcher said = SAID.matcher(text);
      while (said.find()) {
        int end = text.indexOf('\n', said.end());
        if (suppression(text.substring(said.start(), end < 0 ? text.length() : end)).isPresent()) {
          return true;
        }
      }
    }
    // what is longer than its beginning may tell of them later
    return head.length == CaptureFile.HEAD && SyslogLine.isFirstOf(text);
  }

  /** What one line says of suppressed lines, if journald says it. */
  private static Optional<TextSuppression> suppression(String line) {
    return SyslogLine.of(line)
        .filter(JournalTextReader::isOfJournald)
        .flatMap(said -> {
          byte[] words = said.message().stripTrailing().getBytes(StandardCharsets.ISO_8859_1);
          SuppressionText text = SuppressionText.of(words, 0, words.length);
          return text.lines() == 0
              ? Optional.empty()
              : Optional.of(
                  new TextSuppression(
                      text.unit(), text.lines(), 1, said.stamp(), said.stamp(), spot(said)));
        });
  }

  private static Spot spot(SyslogLine said) {
    Spot none = Spot.file("");
    return said.at().map(none::at).orElse(none);
  }

  private static boolean isOfJournald(SyslogLine said) {
    return JOURNALD.matcher(said.sender()).matches()
        || (said.sender().equals(OF_RSYSLOG)
            && said.pid().isEmpty()
            && BEGIN_OF_PATH.matcher(said.message().stripTrailing()).matches());
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    Map<String, TextSuppression> byUnit = new LinkedHashMap<>();
    List<Problem> problems;
    boolean hasOthers = false;
    try (RawLines lines = RawLines.of(file)) {
      for (String line = lines.next(); line != null; line = lines.next()) {
        hasOthers = hasOthers || !line.contains(" kernel: ");
        Optional<TextSuppression> said = line.contains(SIGN) ? suppression(line) : Optional.empty();
        if (said.isPresent()) {
          add(
              said.get(),
              new Spot(file.name(), lines.number(), -1, 0, said.get().spot().at()),
              byUnit);
        }
      }
      problems = new ArrayList<>(lines.problems());
    }
    TextSuppression others = byUnit.get(JournalStream.OTHERS);
    if (others != null) {
      problems.add(
          new Problem(
              file.name(),
              0,
              "too-many",
              "more units with suppressed lines than are told apart",
              "the names of the others, of which journald threw away " + others.lines()));
    }
    if (byUnit.isEmpty() && hasOthers) {
      problems.add(
          new Problem(
              file.name(),
              0,
              CaptureReader.UNKNOWN,
              "plain text of journalctl or syslog, in which journald says nothing of suppressed lines",
              "the whole file"));
    }
    return new Read(List.copyOf(byUnit.values()), problems);
  }

  private static void add(TextSuppression said, Spot spot, Map<String, TextSuppression> byUnit) {
    boolean isOneMore = !byUnit.containsKey(said.unit()) && byUnit.size() >= JournalStream.MOST;
    String unit = isOneMore ? JournalStream.OTHERS : said.unit();
    byUnit.merge(
        unit,
        new TextSuppression(unit, said.lines(), 1, said.from(), said.to(), spot),
        TextSuppression::and);
  }
}
