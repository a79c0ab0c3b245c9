// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a script into simple commands in one pass: quotes, continued lines, comments, pipes and
 * lists, here-documents. It knows no grammar: {@code then iconv …} is a command whose words start
 * with iconv, because reserved words are dropped from its head.
 */
final class ShellReader {
  private static final List<String> RESERVED =
      List.of("if", "then", "else", "elif", "while", "until", "do", "!", "{", "time", "exec");

  private final SourceText source;
  private final byte[] bytes;
  private final List<ShellCommand> commands = new ArrayList<>();
  private final List<String> words = new ArrayList<>();
  private final List<String> documents = new ArrayList<>();
  private final ByteArrayOutputStream word = new ByteArrayOutputStream();
  private boolean inWord;
  private boolean redirects;
  private int start = -1;
  private int last;
  private int at;

  ShellReader(SourceText source) {
    this.source = source;
    this.bytes = source.bytes();
  }

  List<ShellCommand> read() {
    while (at < bytes.length) {
      int begin = at;
      step();
      if (inWord && start < 0) {
        start = begin;
      }
    }
    endCommand();
    return List.copyOf(commands);
  }

  private void step() {
    byte b = bytes[at];
    switch (b) {
      case ' ', '\t', '\r' -> {
        endWord();
        at++;
      }
      case '\n' -> {
        endCommand();
        at++;
        skipDocuments();
      }
      case '#' -> {
        if (inWord) {
          take(b);
        } else {
          skipLine();
        }
      }
      case '\\' -> escaped();
      case '\'' -> single();
      case '"' -> quoted();
      case '|', '&', ';', '(', ')', '`' -> {
        endCommand();
        at++;
      }
      case '$' -> dollar();
      case '<', '>' -> redirect();
      default -> take(b);
    }
  }

  private void take(int b) {
    word.write(b);
    inWord = true;
    at++;
  }

  private int peek(int ahead) {
    return at + ahead < bytes.length ? bytes[at + ahead] : -1;
  }

  private void skipLine() {
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
  }

  private void escaped() {
    if (peek(1) == '\n') {
      at += 2;
    } else {
      at++;
      if (at < bytes.length) {
        take(bytes[at]);
      }
    }
  }

  private void single() {
    inWord = true;
    at++;
    while (at < bytes.length && bytes[at] != '\'') {
      take(bytes[at]);
    }
    at++;
  }

  private void quoted() {
    inWord = true;
    at++;
    while (at < bytes.length && bytes[at] != '"') {
      if (bytes[at] == '\\' && at + 1 < bytes.length) {
        at++;
      }
      take(bytes[at]);
    }
    at++;
  }

  /** {@code $(} starts a command of its own; the word around it is cut there. */
  private void dollar() {
    if (peek(1) == '(') {
      endCommand();
      at += 2;
    } else {
      take('$');
    }
  }

  private void redirect() {
    boolean number = word.size() > 0 && word.toString(StandardCharsets.UTF_8).matches("[0-9]+");
    if (number) {
      word.reset();
      inWord = false;
    }
    endWord();
    boolean document = bytes[at] == '<' && peek(1) == '<' && peek(2) != '<';
    while (at < bytes.length && "<>&|-".indexOf(bytes[at]) >= 0) {
      at++;
    }
    if (document) {
      documents.add("");
    }
    redirects = true;
  }

  private void endWord() {
    if (!inWord) {
      return;
    }
    String text = word.toString(StandardCharsets.UTF_8);
    word.reset();
    inWord = false;
    last = at;
    if (redirects) {
      redirects = false;
      if (!documents.isEmpty() && documents.getLast().isEmpty()) {
        documents.set(documents.size() - 1, text);
      }
    } else if (words.isEmpty() && RESERVED.contains(text)) {
      start = -1;
    } else {
      words.add(text);
    }
  }

  private void endCommand() {
    endWord();
    redirects = false;
    if (!words.isEmpty()) {
      commands.add(new ShellCommand(words, source.place(Math.max(start, 0), last)));
    }
    words.clear();
    start = -1;
  }

  /** Passes over the here-documents that the line before has begun. */
  private void skipDocuments() {
    while (!documents.isEmpty() && at < bytes.length) {
      int begin = at;
      skipLine();
      String line = source.text(begin, at).strip();
      at = Math.min(at + 1, bytes.length);
      if (line.equals(documents.getFirst())) {
        documents.removeFirst();
      }
    }
    documents.clear();
  }
}
