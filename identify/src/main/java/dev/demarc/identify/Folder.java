// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.gosource.Comment;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.evidence.shell.ShellScript;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One folder of the input, read: its facts, and its texts for excerpts and comments. Test files,
 * generated files and files that no build takes hold no facts: what they do is not the service's
 * doing.
 */
final class Folder {
  private final String path;
  private final List<GoFile> goFiles = new ArrayList<>();
  private final List<ShellScript> scripts = new ArrayList<>();
  private final Map<String, SourceText> texts = new HashMap<>();
  private final Map<String, List<Comment>> comments = new HashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Folder(String path) {
    this.path = path;
  }

  /** Whether a file by this name is read at all; {@code head} is its first bytes. */
  static boolean reads(String file) {
    return file.endsWith(".go") ? !file.endsWith("_test.go") : mayBeScript(file);
  }

  private static boolean mayBeScript(String file) {
    String name = file.substring(file.lastIndexOf('/') + 1);
    return name.endsWith(".sh") || name.endsWith(".bash") || name.indexOf('.') < 0;
  }

  /** Takes a file; says whether it was one of a kind that is read. */
  boolean add(String file, byte[] bytes) {
    if (file.endsWith(".go")) {
      GoFile parsed = GoFile.parse(file, bytes);
      problems.addAll(parsed.problems());
      texts.put(file, parsed.source());
      comments.put(file, parsed.comments());
      if (!parsed.isIgnored()) {
        goFiles.add(parsed);
      }
      return true;
    }
    if (ShellScript.looksLikeOne(file, bytes)) {
      ShellScript script = ShellScript.read(file, bytes);
      scripts.add(script);
      texts.put(file, script.source());
      return true;
    }
    return false;
  }

  /** The facts, as rules see them. */
  Evidence evidence() {
    List<Object> facts = new ArrayList<>();
    for (GoPackage one : GoPackage.of(path, goFiles)) {
      facts.add(one);
      ExecCall.in(one).stream()
          .filter(call -> !one.file(call.call()).isGenerated())
          .forEach(facts::add);
    }
    facts.addAll(scripts);
    return new Evidence(facts);
  }

  List<Problem> problems() {
    return problems;
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
}
