// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoTests;
import dev.demarc.evidence.gosource.exec.ExecCall;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The Go files of one folder, read. Files that no build takes hold no facts; test files are in the
 * facts about tests only, and generated files hold no commands: what they do is not the service's
 * doing.
 */
final class GoFolder {
  private final String path;
  private final List<GoFile> files = new ArrayList<>();
  private final Set<String> generated = new HashSet<>();
  private final Texts texts = new Texts();
  private final List<Problem> problems = new ArrayList<>();

  GoFolder(String path) {
    this.path = path;
  }

  static boolean reads(String file) {
    return file.endsWith(".go");
  }

  void add(String file, byte[] bytes) {
    GoFile parsed = GoFile.parse(file, bytes);
    problems.addAll(parsed.problems());
    texts.add(parsed.source(), parsed.comments());
    if (parsed.isGenerated()) {
      generated.add(file);
    }
    if (!parsed.isIgnored()) {
      files.add(parsed);
    }
  }

  /** The facts of the Go source, as rules see them. */
  List<Object> facts() {
    List<Object> facts = new ArrayList<>();
    for (GoPackage one : GoPackage.of(path, files.stream().filter(f -> !f.isTest()).toList())) {
      facts.add(one);
      ExecCall.in(one).stream()
          .filter(call -> !one.file(call.call()).isGenerated())
          .forEach(facts::add);
    }
    facts.addAll(GoTests.in(path, files));
    return facts;
  }

  /** The files that a generator wrote: no rule speaks of them. */
  Set<String> generated() {
    return generated;
  }

  Texts texts() {
    return texts;
  }

  List<Problem> problems() {
    return problems;
  }
}
