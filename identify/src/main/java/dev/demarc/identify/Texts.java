// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.gosource.Comment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    String text = line(file, line);
    int hash = text.indexOf('#');
    return hash < 0 ? Optional.empty() : Optional.of(text.substring(hash));
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
