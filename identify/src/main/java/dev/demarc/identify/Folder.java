// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoTests;
import dev.demarc.evidence.gosource.exec.ExecCall;
import java.util.ArrayList;
import java.util.List;

/**
 * One folder of the input, read. Files that no build takes hold no facts; test files are in the
 * facts about tests only, and generated files hold no commands: what they do is not the service's
 * doing.
 */
final class Folder {
  private final String path;
  private final List<GoFile> goFiles = new ArrayList<>();
  private final List<Object> others = new ArrayList<>();
  private final Texts texts = new Texts();
  private final Texts otherTexts = new Texts();
  private final List<Problem> problems = new ArrayList<>();

  Folder(String path) {
    this.path = path;
  }

  /** Whether a file by this name is read at all. */
  static boolean reads(String file) {
    return file.endsWith(".go") || Readers.take(file);
  }

  /** Takes a file; says whether it was one of a kind that is read. */
  boolean add(String file, byte[] bytes) {
    return file.endsWith(".go") ? addGo(file, bytes) : addOther(new SourceText(file, bytes));
  }

  private boolean addGo(String file, byte[] bytes) {
    GoFile parsed = GoFile.parse(file, bytes);
    problems.addAll(parsed.problems());
    texts.add(parsed.source(), parsed.comments());
    if (!parsed.isIgnored()) {
      goFiles.add(parsed);
    }
    return true;
  }

  private boolean addOther(SourceText text) {
    boolean read = false;
    for (Reader reader : Readers.ALL) {
      if (reader.takes(text.file())) {
        Reader.Read given = reader.read(text);
        others.addAll(given.facts());
        problems.addAll(given.problems());
        read |= !given.facts().isEmpty() || !given.problems().isEmpty();
      }
    }
    if (read) {
      texts.add(text);
      otherTexts.add(text);
    }
    return read;
  }

  /** The facts of this folder, as rules see them. */
  Evidence evidence(PrivateHosts hosts) {
    List<Object> facts = new ArrayList<>();
    facts.add(hosts);
    for (GoPackage one : GoPackage.of(path, goFiles.stream().filter(f -> !f.isTest()).toList())) {
      facts.add(one);
      ExecCall.in(one).stream()
          .filter(call -> !one.file(call.call()).isGenerated())
          .forEach(facts::add);
    }
    facts.addAll(GoTests.in(path, goFiles));
    facts.addAll(others);
    return new Evidence(facts);
  }

  /** The facts of it that are kept for the whole input. */
  List<Object> others() {
    return others;
  }

  Texts texts() {
    return texts;
  }

  /** The texts behind {@link #others()}. */
  Texts otherTexts() {
    return otherTexts;
  }

  List<Problem> problems() {
    return problems;
  }
}
