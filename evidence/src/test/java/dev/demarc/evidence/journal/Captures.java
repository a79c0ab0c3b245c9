// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.Reader.Read;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The captures that make.sh made with a real journald, and the readers. */
final class Captures {
  static final Path HOME = Path.of("src/test/captures/journal");

  static final List<CaptureReader> READERS =
      List.of(
          new JournalFileReader(),
          new JournalReader(),
          new ListingReader(),
          new PositionsReader(),
          new SinkReader());

  private Captures() {}

  static CaptureFile file(String path) {
    return new CaptureFile(path.substring(path.lastIndexOf('/') + 1), HOME.resolve(path));
  }

  static List<Path> all() throws IOException {
    try (Stream<Path> files = Files.walk(HOME)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.toString().matches(".*\\.(sh|py|md)|.*truth.txt"))
          .sorted()
          .toList();
    }
  }

  /** Reads with the readers that say that it is theirs. */
  static Read read(CaptureFile file) throws IOException {
    List<Object> facts = new ArrayList<>();
    List<dev.demarc.evidence.Problem> problems = new ArrayList<>();
    byte[] head = file.head();
    for (CaptureReader reader : READERS) {
      if (reader.recognises(head)) {
        Read read = reader.read(file);
        facts.addAll(read.facts());
        problems.addAll(read.problems());
      }
    }
    return new Read(facts, problems);
  }

  static <F> List<F> facts(String path, Class<F> type) throws IOException {
    return read(file(path)).facts().stream().filter(type::isInstance).map(type::cast).toList();
  }

  static <F> F fact(String path, Class<F> type) throws IOException {
    return facts(path, type).getFirst();
  }

  /** A number of a truth.txt: what the program that wrote the lines counted itself. */
  static long truth(String path, String before) throws IOException {
    Matcher number =
        Pattern.compile(Pattern.quote(before) + " ?(\\d+)")
            .matcher(Files.readString(HOME.resolve(path)));
    if (!number.find()) {
      throw new IllegalArgumentException(path + " says nothing of " + before);
    }
    return Long.parseLong(number.group(1));
  }
}
