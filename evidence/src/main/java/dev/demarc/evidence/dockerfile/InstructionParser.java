// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads the instructions of a file, one by one. */
final class InstructionParser {
  private static final Set<String> SHELL = Set.of("RUN", "CMD", "ENTRYPOINT");
  private static final Set<String> LISTS = Set.of("SHELL", "ADD", "COPY", "VOLUME");
  private static final Set<String> PAIRS = Set.of("ENV", "ARG", "LABEL");
  private static final Set<String> OTHERS =
      Set.of("FROM", "EXPOSE", "HEALTHCHECK", "MAINTAINER", "STOPSIGNAL", "USER", "WORKDIR");
  private static final Set<String> DOCUMENTS = Set.of("RUN", "COPY", "ADD");

  private final Lines lines;
  private final List<String> faults = new ArrayList<>();
  private int order;

  InstructionParser(SourceText file) {
    this.lines = new Lines(file);
  }

  Lines lines() {
    return lines;
  }

  /** What is wrong with the instruction last given. */
  List<String> faults() {
    List<String> found = new ArrayList<>(lines.faults());
    found.addAll(faults);
    faults.clear();
    return found;
  }

  Optional<Instruction> next() {
    Optional<Instruction> next = lines.next().map(line -> parse(line, 0, false));
    order++;
    return next;
  }

  private Instruction parse(Passage line, int from, boolean inner) {
    Splitter splitter = new Splitter(line, lines.escape());
    int start = splitter.skipBlanks(from);
    Word head = Word.of(line, start, splitter.endOfPlain(start));
    String keyword = head.text().toUpperCase(Locale.ROOT);
    if (keyword.equals("ONBUILD") && !inner) {
      Instruction trigger = parse(line, head.end(), true);
      return new Instruction(
          order,
          keyword,
          line,
          head,
          List.of(),
          trigger.head().start(),
          Optional.empty(),
          List.of(),
          List.of(),
          List.of(),
          Optional.of(trigger));
    }
    List<Flag> flags = new ArrayList<>();
    int arguments = flags(splitter, line, head.end(), flags);
    Optional<List<String>> exec =
        SHELL.contains(keyword) || LISTS.contains(keyword)
            ? ExecForm.of(line.text(arguments, line.bytes().length))
            : Optional.empty();
    List<Word> words = words(keyword, splitter, arguments, exec.isPresent());
    return new Instruction(
        order,
        keyword,
        line,
        head,
        flags,
        arguments,
        exec,
        words,
        PAIRS.contains(keyword) ? pairs(keyword, splitter, line, words) : List.of(),
        DOCUMENTS.contains(keyword) && exec.isEmpty() ? documents(line, arguments) : List.of(),
        Optional.empty());
  }

  private List<Word> words(String keyword, Splitter splitter, int arguments, boolean exec) {
    if (exec || SHELL.contains(keyword)) {
      return List.of();
    }
    if (PAIRS.contains(keyword)) {
      return splitter.quoted(arguments);
    }
    if (!LISTS.contains(keyword) && !OTHERS.contains(keyword)) {
      faults.add("unknown instruction");
    }
    return splitter.plain(arguments);
  }

  private int flags(Splitter splitter, Passage line, int from, List<Flag> into) {
    int at = splitter.skipBlanks(from);
    byte[] bytes = line.bytes();
    while (at + 1 < bytes.length && bytes[at] == '-' && bytes[at + 1] == '-') {
      int end = new Splitter(line, (byte) '\\').endOfQuoted(at);
      Word word = Word.of(line, at, end);
      at = splitter.skipBlanks(end);
      if (word.text().equals("--")) {
        break;
      }
      String text = Quotes.off(word.text().substring(2), '\\');
      int equals = text.indexOf('=');
      into.add(
          equals < 0
              ? new Flag(text, "", word)
              : new Flag(text.substring(0, equals), text.substring(equals + 1), word));
    }
    return at;
  }

  private List<Pair> pairs(String keyword, Splitter splitter, Passage line, List<Word> words) {
    if (words.isEmpty()) {
      faults.add(keyword + " without a name");
      return List.of();
    }
    Word first = words.getFirst();
    if (!keyword.equals("ARG") && first.text().indexOf('=') < 0) {
      return legacy(keyword, line, words);
    }
    List<Pair> pairs = new ArrayList<>();
    for (Word word : words) {
      if (word.text().indexOf('=') < 0 && !keyword.equals("ARG")) {
        faults.add(keyword + " needs name=value");
      } else {
        pairs.add(splitter.pair(word));
      }
    }
    return pairs;
  }

  /** {@code ENV name the rest of the line}. */
  private List<Pair> legacy(String keyword, Passage line, List<Word> words) {
    Word name = words.getFirst();
    if (words.size() < 2) {
      faults.add(keyword + " needs a value");
      return List.of();
    }
    int end = words.getLast().end();
    Word value = Word.of(line, words.get(1).start(), end);
    return List.of(new Pair(name.text(), Optional.of(value), Word.of(line, name.start(), end)));
  }

  private List<Heredoc> documents(Passage line, int arguments) {
    if (line.text(arguments, line.bytes().length).indexOf("<<") < 0) {
      return List.of();
    }
    List<Heredoc> documents = new ArrayList<>();
    List<Word> words = new Splitter(line, (byte) '\\').quoted(arguments);
    for (int i = 0; i < words.size(); i++) {
      String text = words.get(i).text();
      int digits = 0;
      while (digits < text.length() && Character.isDigit(text.charAt(digits))) {
        digits++;
      }
      if (!text.startsWith("<<", digits)) {
        continue;
      }
      boolean withoutTabs = text.startsWith("-", digits + 2);
      String name = text.substring(digits + (withoutTabs ? 3 : 2));
      if (name.isEmpty() && i + 1 < words.size()) {
        name = words.get(++i).text();
      }
      if (!name.isEmpty() && name.indexOf('<') < 0) {
        String end = Quotes.off(name, '\\');
        boolean expands = quotes(end) == quotes(name);
        documents.add(lines.document(end, expands, withoutTabs));
      }
    }
    return documents;
  }

  private static long quotes(String text) {
    return text.chars().filter(c -> c == '\'' || c == '"').count();
  }
}
