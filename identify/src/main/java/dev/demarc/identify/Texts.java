// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.gosource.Comment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The texts of the files that are looked at, for excerpts and for the comments in them. */
final class Texts {
  private final Map<String, SourceText> texts = new HashMap<>();
  private final Map<String, List<Comment>> comments = new HashMap<>();

  void add(SourceText text) {
    texts.put(text.file(), text);
  }

  void add(SourceText text, List<Comment> ofGo) {
    add(text);
    comments.put(text.file(), ofGo);
  }

  void addAll(Texts other) {
    texts.putAll(other.texts);
    comments.putAll(other.comments);
  }

  /** The text of a line, as its author wrote it. */
  String line(String file, int line) {
    SourceText text = texts.get(file);
    return text == null ? "" : text.lineText(line);
  }

  /** The comment that stands on a line, without code. */
  Optional<String> comment(String file, int line) {
    List<Comment> known = comments.get(file);
    if (known != null) {
      return known.stream().filter(one -> one.line() == line).map(Comment::text).findFirst();
    }
    return hash(line(file, line));
  }

  /** The comment behind a hash: at the start of a word, and rather one that is meant for us. */
  private static Optional<String> hash(String text) {
    int meant = text.indexOf("demarc:ignore");
    int hash = meant < 0 ? text.indexOf('#') : text.lastIndexOf('#', meant);
    while (hash > 0 && !Character.isWhitespace(text.charAt(hash - 1))) {
      hash = meant < 0 ? text.indexOf('#', hash + 1) : text.lastIndexOf('#', hash - 1);
    }
    return hash < 0 ? Optional.empty() : Optional.of(text.substring(hash));
  }

  /** The comments that hold a word, by file and line. */
  Map<String, Map<Integer, String>> comments(String word) {
    Map<String, Map<Integer, String>> found = new TreeMap<>();
    texts.forEach((file, text) -> {
      List<Comment> known = comments.get(file);
      if (known != null) {
        known.stream()
            .filter(comment -> comment.text().contains(word))
            .forEach(comment -> put(found, file, comment.line(), comment.text()));
      } else if (text.text(0, text.bytes().length).contains(word)) {
        for (int line = 1; line <= text.lines(); line++) {
          String content = text.lineText(line);
          int number = line;
          if (content.contains(word)) {
            hash(content).ifPresent(comment -> put(found, file, number, comment));
          }
        }
      }
    });
    return found;
  }

  private static void put(
      Map<String, Map<Integer, String>> found, String file, int line, String comment) {
    found.computeIfAbsent(file, key -> new TreeMap<>()).put(line, comment);
  }

  /** What kind of source a file is, as the evidence of a report calls it. */
  static String kind(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    if (name.endsWith(".go")) {
      return "go";
    }
    if (name.endsWith(".c") || name.endsWith(".h")) {
      return "csource";
    }
    if (name.startsWith("Dockerfile")
        || name.equals("dockerfile")
        || name.endsWith(".Dockerfile")
        || name.endsWith(".dockerfile")
        || name.startsWith("Containerfile")) {
      return "dockerfile";
    }
    if (name.endsWith("akefile") || name.endsWith(".mk")) {
      return "make";
    }
    if (name.endsWith(".yml") || name.endsWith(".yaml")) {
      return "yaml";
    }
    if (name.equals("go.mod") || name.equals("go.work")) {
      return "gomod";
    }
    if (name.endsWith(".service") || name.endsWith(".socket")) {
      return "unit";
    }
    return name.endsWith(".env") || name.startsWith(".env") ? "env" : "shell";
  }
}
