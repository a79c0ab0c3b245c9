// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The targets of a bake file. HCL ({@code target "x" { platforms = […] }}) and JSON ({@code
 * "target": {"x": {"platforms": […]}}}) are read by one walk over their words; a value that is no
 * text and no list of texts is passed over.
 */
final class BakeParser {
  /** A block that is open: its words before the brace, and the values in it. */
  private record Block(List<String> names, int start, Map<String, List<String>> values) {}

  private final SourceText source;
  private final byte[] bytes;
  private final List<BakeFile.Target> targets = new ArrayList<>();
  private int at;

  BakeParser(SourceText source) {
    this.source = source;
    this.bytes = source.bytes();
  }

  List<BakeFile.Target> targets() {
    Deque<Block> open = new ArrayDeque<>();
    List<String> words = new ArrayList<>();
    int start = 0;
    while (skipBlanks() < bytes.length) {
      start = words.isEmpty() ? at : start;
      switch (bytes[at]) {
        case '"' -> words.add(text());
        case '{' -> {
          at++;
          open.push(new Block(List.copyOf(words), start, new HashMap<>()));
          words.clear();
        }
        case '}' -> {
          at++;
          if (!open.isEmpty()) {
            close(open.pop(), open);
          }
          words.clear();
        }
        case '=', ':' -> {
          at++;
          if (skipBlanks() < bytes.length && bytes[at] != '{') {
            List<String> value = value();
            if (!open.isEmpty() && !words.isEmpty() && !value.isEmpty()) {
              open.peek().values().put(words.getLast(), value);
            }
            words.clear();
          }
        }
        case ',', ';' -> {
          at++;
          words.clear();
        }
        default -> {
          String word = word();
          if (!word.isEmpty()) {
            words.add(word);
          }
        }
      }
    }
    return targets;
  }

  private void close(Block block, Deque<Block> around) {
    boolean hcl = block.names().size() == 2 && block.names().getFirst().equals("target");
    boolean json =
        block.names().size() == 1
            && around.size() == 2
            && around.peek().names().equals(List.of("target"));
    if (!hcl && !json) {
      return;
    }
    Map<String, List<String>> values = block.values();
    targets.add(
        new BakeFile.Target(
            block.names().getLast(),
            one(values, "context"),
            one(values, "dockerfile"),
            Optional.ofNullable(values.get("platforms")),
            values.getOrDefault("inherits", List.of()),
            source.place(block.start(), Math.min(at, bytes.length))));
  }

  private static Optional<String> one(Map<String, List<String>> values, String name) {
    return Optional.ofNullable(values.get(name)).map(List::getFirst);
  }

  /** A text, or a list of texts; empty for whatever has to be computed. */
  private List<String> value() {
    if (bytes[at] == '"') {
      String text = text();
      return endsValue() ? List.of(text) : passOver();
    }
    if (bytes[at] != '[') {
      return passOver();
    }
    at++;
    List<String> texts = new ArrayList<>();
    while (skipBlanks() < bytes.length && bytes[at] != ']') {
      if (bytes[at] == '"') {
        texts.add(text());
      } else if (bytes[at] == ',') {
        at++;
      } else {
        return passOver();
      }
    }
    at = Math.min(at + 1, bytes.length);
    return endsValue() ? texts : passOver();
  }

  private boolean endsValue() {
    while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
    return at >= bytes.length || ",}\n#/".indexOf(bytes[at]) >= 0;
  }

  /** To the end of an expression: its line, when no bracket is open. */
  private List<String> passOver() {
    int depth = 0;
    while (at < bytes.length) {
      byte b = bytes[at];
      if (b == '"') {
        text();
        continue;
      }
      depth += b == '(' || b == '[' || b == '{' ? 1 : 0;
      if (depth <= 0 && (b == '\n' || b == ',' || b == '}')) {
        break;
      }
      depth -= b == ')' || b == ']' || b == '}' ? 1 : 0;
      at++;
    }
    return List.of();
  }

  private String text() {
    int from = ++at;
    while (at < bytes.length && bytes[at] != '"' && bytes[at] != '\n') {
      at += bytes[at] == '\\' ? 2 : 1;
    }
    int to = Math.min(at, bytes.length);
    at = Math.min(at + 1, bytes.length);
    return new String(bytes, from, to - from, StandardCharsets.UTF_8);
  }

  private String word() {
    int from = at;
    while (at < bytes.length
        && (Character.isLetterOrDigit(bytes[at]) || bytes[at] == '_' || bytes[at] == '-')) {
      at++;
    }
    if (at == from) {
      at++;
      return "";
    }
    return new String(bytes, from, at - from, StandardCharsets.UTF_8);
  }

  /** Past blanks and comments; gives the place. */
  private int skipBlanks() {
    while (at < bytes.length) {
      byte b = bytes[at];
      int next = at + 1 < bytes.length ? bytes[at + 1] : 0;
      if (b == '#' || (b == '/' && next == '/')) {
        while (at < bytes.length && bytes[at] != '\n') {
          at++;
        }
      } else if (b == '/' && next == '*') {
        at += 2;
        while (at < bytes.length
            && !(bytes[at] == '*' && at + 1 < bytes.length && bytes[at + 1] == '/')) {
          at++;
        }
        at = Math.min(at + 2, bytes.length);
      } else if (b == ' ' || b == '\t' || b == '\r' || b == '\n') {
        at++;
      } else {
        break;
      }
    }
    return at;
  }
}
