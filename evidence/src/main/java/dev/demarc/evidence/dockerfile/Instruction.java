// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One instruction of a Dockerfile.
 *
 * @param order how many instructions stand before it in the file
 * @param keyword in capitals: {@code RUN}
 * @param line the whole line, continued lines joined, without comments
 * @param head the keyword as it is written
 * @param arguments offset in {@code line} of what stands behind keyword and flags
 * @param exec the strings of the JSON form; none for the shell form and for other instructions
 * @param words the arguments, split as the instruction splits them; empty for a text for the shell
 * @param pairs what {@code ENV}, {@code ARG} and {@code LABEL} set
 * @param trigger the instruction behind {@code ONBUILD}
 */
public record Instruction(
    int order,
    String keyword,
    Passage line,
    Word head,
    List<Flag> flags,
    int arguments,
    Optional<List<String>> exec,
    List<Word> words,
    List<Pair> pairs,
    List<Heredoc> heredocs,
    Optional<Instruction> trigger) {
  /** Copies the lists. */
  public Instruction {
    flags = List.copyOf(flags);
    exec = exec.map(List::copyOf);
    words = List.copyOf(words);
    pairs = List.copyOf(pairs);
    heredocs = List.copyOf(heredocs);
  }

  /** True for this keyword. */
  public boolean is(String name) {
    return keyword.equals(name);
  }

  /** Of its line, without its here-documents. */
  public Place place() {
    return line.place(head.start(), line.bytes().length);
  }

  /** The arguments as they are written, on one line. */
  public String text() {
    return line.text(arguments, line.bytes().length).strip();
  }

  /** The value of the first flag of this name. */
  public Optional<Flag> flag(String name) {
    return flags.stream().filter(flag -> flag.name().equals(name)).findFirst();
  }

  /** All flags of this name. */
  public List<Flag> flags(String name) {
    return flags.stream().filter(flag -> flag.name().equals(name)).toList();
  }

  /** True when a shell reads its arguments. */
  public boolean isShellForm() {
    return switch (keyword) {
      case "RUN", "CMD", "ENTRYPOINT" -> exec.isEmpty();
      default -> false;
    };
  }

  /** What the shell gets to read: the line, with its here-documents or one of them alone. */
  public Passage script() {
    if (heredocs.size() == 1 && isDocumentAlone()) {
      return heredocs.getFirst().content();
    }
    int end = line.bytes().length;
    Passage.Builder whole = Passage.in(line.file());
    Pieces.add(whole, line, arguments, end);
    for (Heredoc document : heredocs) {
      whole.add("\n", line.offset(end));
      Pieces.add(whole, document.content(), 0, document.content().bytes().length);
      Pieces.add(whole, document.end(), 0, document.end().bytes().length);
    }
    return whole.build();
  }

  /** The variables that its arguments refer to, and its here-documents that are expanded. */
  public List<References.Reference> references() {
    if (heredocs.size() == 1 && isDocumentAlone()) {
      return References.in(heredocs.getFirst().content());
    }
    List<References.Reference> all =
        new ArrayList<>(References.in(line, arguments, line.bytes().length));
    heredocs.stream()
        .filter(Heredoc::expands)
        .forEach(document -> all.addAll(References.in(document.content())));
    return all;
  }

  private boolean isDocumentAlone() {
    String text = text();
    int quoted = new Splitter(line, (byte) '\\').endOfQuoted(arguments);
    return text.startsWith("<<") && line.text(quoted, line.bytes().length).isBlank();
  }

  @Override
  public String toString() {
    return keyword.toLowerCase(Locale.ROOT) + " at " + place();
  }
}
