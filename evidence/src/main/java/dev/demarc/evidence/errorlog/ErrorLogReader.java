// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.errorlog;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.log.LogReader;
import dev.demarc.evidence.text.TextLines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the lines of a log that say an error of the kernel and when. */
public final class ErrorLogReader implements CaptureReader {
  /** So many lines of a log are kept. */
  public static final int MOST = 20_000;

  private static final int MOST_WORDS = 64;
  private static final int LONGEST_WORD = 64;

  /** The Collector and Prometheus call no C. */
  private static final CaptureReader PRODUCTS = new LogReader();

  /** Journals have a reader of their own. */
  private static final List<String> OTHERS = List.of("__CURSOR", "__REALTIME_TIMESTAMP");

  /** So many results of calls in so many bytes are no accident. */
  private static final String RESULT = ") = ";

  private static final int FEW = 10;
  private static final int BEGIN = 1 << 12;

  /** strace says errors, too. */
  private static final String TRACED = ") = -1 E";

  @Override
  public String kind() {
    return "error-log";
  }

  @Override
  public boolean recognises(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    boolean isOther = text.indexOf('\0') >= 0 || OTHERS.stream().anyMatch(text::contains);
    if (isOther || isTrace(text) || PRODUCTS.recognises(head)) {
      return false;
    }
    TextLines lines = TextLines.of(head);
    while (lines.next()) {
      if (error(lines, "").isPresent()) {
        return true;
      }
    }
    return false;
  }

  /** Whether it begins with lines of strace; to look for words in all of them takes long. */
  private static boolean isTrace(String text) {
    int calls = 0;
    int at = text.indexOf(RESULT);
    while (at >= 0 && at < BEGIN && calls < FEW) {
      calls++;
      at = text.indexOf(RESULT, at + 1);
    }
    return calls == FEW;
  }

  @Override
  public Read read(CaptureFile file) throws IOException {
    List<LoggedError> all = new ArrayList<>();
    int more = 0;
    int total;
    List<Problem> problems;
    try (TextLines lines = TextLines.of(file)) {
      while (lines.next()) {
        Optional<LoggedError> error = error(lines, file.name());
        more += error.isPresent() && all.size() == MOST ? 1 : 0;
        if (all.size() < MOST) {
          error.ifPresent(all::add);
        }
      }
      total = lines.number();
      problems = lines.problems();
    }
    return new Read(List.of(new LoggedErrors(file.name(), all, more, total)), problems);
  }

  private static Optional<LoggedError> error(TextLines line, String file) {
    List<Mention> said = Mentions.in(line.bytes(), line.from(), line.to());
    if (said.isEmpty()) {
      return Optional.empty();
    }
    String text = line.text();
    if (text.contains(TRACED)) {
      return Optional.empty();
    }
    List<Integer> lengths = line.lengths();
    return Stamp.of(text, line.stamp())
        .map(stamp -> {
          Spot spot = Spot.line(file, line.number());
          return new LoggedError(
              stamp.moment().map(spot::at).orElse(spot),
              stamp,
              said.stream().map(Mention::errno).distinct().toList(),
              said.stream().allMatch(Mention::isSetOff),
              words(text, said),
              lengths);
        });
  }

  /** The names in a line, without those that say the error. */
  private static Set<String> words(String text, List<Mention> said) {
    Set<String> words = new HashSet<>();
    int i = 0;
    while (i < text.length() && words.size() < MOST_WORDS) {
      int at = i;
      Optional<Mention> inside =
          said.stream().filter(one -> at >= one.from() && at < one.to()).findFirst();
      if (inside.isPresent()) {
        i = inside.get().to();
        continue;
      }
      while (i < text.length() && isOfName(text.charAt(i))) {
        i++;
      }
      if (i > at && i - at <= LONGEST_WORD && !Character.isDigit(text.charAt(at))) {
        words.add(text.substring(at, i));
      }
      i = Math.max(i, at + 1);
    }
    return words;
  }

  private static boolean isOfName(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  }
}
