// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.yaml;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;

/**
 * The documents of a YAML file. Reading never fails: of a document that is broken the part before
 * the break is kept, and the documents behind it are read. Files that are too large, and documents
 * that aliases make too large, are cut with a problem.
 */
public final class Yaml {
  /** No file of a build or a CI is larger. */
  public static final int MAX_BYTES = 4 << 20;

  private static final int MOST_PROBLEMS = 20;

  private final List<YamlNode> documents;
  private final List<Problem> problems;

  private Yaml(List<YamlNode> documents, List<Problem> problems) {
    this.documents = List.copyOf(documents);
    this.problems = List.copyOf(problems);
  }

  /** The documents, without empty ones. */
  public List<YamlNode> documents() {
    return documents;
  }

  /** What could not be read. */
  public List<Problem> problems() {
    return problems;
  }

  /** Reads a file. */
  public static Yaml read(SourceText source) {
    List<YamlNode> documents = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    byte[] bytes = source.bytes();
    if (bytes.length > MAX_BYTES) {
      problems.add(
          new Problem(source.file(), 0, "too-large", bytes.length + " bytes", "the whole file"));
      return new Yaml(documents, problems);
    }
    Budget budget = new Budget();
    int from = begin(bytes);
    while (from < bytes.length && problems.size() < MOST_PROBLEMS) {
      YamlTree tree = new YamlTree(source, from, budget);
      documents.addAll(tree.read());
      problems.addAll(tree.problems());
      from = tree.brokenAt() < 0 ? bytes.length : next(bytes, Math.max(from, tree.brokenAt()));
    }
    return new Yaml(documents, problems.stream().limit(MOST_PROBLEMS).toList());
  }

  /** How many more nodes a file may hold, each alias counted as what it stands for. */
  static final class Budget {
    private int left = 300_000;

    boolean take(int nodes) {
      left -= Math.min(nodes, Math.max(left, 0) + 1);
      return left >= 0;
    }
  }

  private static int begin(byte[] bytes) {
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xef
            && bytes[1] == (byte) 0xbb
            && bytes[2] == (byte) 0xbf;
    return mark ? 3 : 0;
  }

  /** The start of the next document after an offset, or the end of the file. */
  private static int next(byte[] bytes, int after) {
    for (int i = after; i + 3 < bytes.length; i++) {
      if (bytes[i] == '\n' && bytes[i + 1] == '-' && bytes[i + 2] == '-' && bytes[i + 3] == '-') {
        return i + 1;
      }
    }
    return bytes.length;
  }
}
