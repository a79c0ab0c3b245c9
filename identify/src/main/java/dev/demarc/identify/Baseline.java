// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The findings that a project knew of when it began to look: they are not counted, and the file
 * that lists them is committed. One line for each, sorted by file, so that a merge of two branches
 * merges it too; a fingerprint holds no line number, so that moved code stays known.
 */
public final class Baseline {
  /** The first line. A reader of another version refuses it. */
  private static final String HEAD = "# demarc-baseline ";

  private static final int VERSION = 1;

  /** Half a million findings: no project knows of more. */
  private static final int MAX_BYTES = 64 << 20;

  private final String name;
  private final Set<String> fingerprints;

  private Baseline(String name, Set<String> fingerprints) {
    this.name = name;
    this.fingerprints = Set.copyOf(fingerprints);
  }

  /**
   * Reads a baseline.
   *
   * @param name how the report calls it
   * @throws ConfigurationException when it is none, or of a newer version
   */
  public static Baseline read(Path file, String name) throws IOException {
    List<String> lines =
        new String(Contents.bounded(file, name, MAX_BYTES), StandardCharsets.UTF_8)
            .lines()
            .toList();
    String head = lines.isEmpty() ? "" : lines.getFirst();
    if (!head.startsWith(HEAD)) {
      throw new ConfigurationException(
          name
              + ":1: is no baseline: it does not begin with '"
              + HEAD.strip()
              + " "
              + VERSION
              + "'",
          "make one with --write-baseline " + name);
    }
    checkVersion(name, head);
    Set<String> known = new HashSet<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String fingerprint = line.split("\\s", 2)[0];
      if (!fingerprint.matches("\\d+:[0-9a-f]{32}")) {
        throw new ConfigurationException(
            name + ":" + (i + 1) + ": '" + Match.cut(fingerprint) + "' is no fingerprint",
            "take the line out, or make the file anew with --write-baseline " + name);
      }
      known.add(fingerprint);
    }
    return new Baseline(name, known);
  }

  private static void checkVersion(String name, String head) {
    String word = head.substring(HEAD.length()).split("\\s", 2)[0];
    if (!word.equals(Integer.toString(VERSION))) {
      throw new ConfigurationException(
          name
              + ":1: is a baseline of version "
              + Match.cut(word)
              + ", this program reads "
              + VERSION,
          "use the demarc that wrote it, or make the file anew with --write-baseline " + name);
    }
  }

  /** The text of a baseline that knows these findings. */
  public static String text(List<Finding> findings) {
    StringBuilder text = new StringBuilder(HEAD).append(VERSION);
    text.append("  findings that were there before; they are not counted\n");
    for (Finding finding : findings.stream().sorted(Finding.ORDER).toList()) {
      text.append(finding.fingerprint()).append(' ').append(finding.rule()).append(' ');
      text.append(finding.place().file()).append('\n');
    }
    return text.toString();
  }

  /** How the report calls it. */
  String name() {
    return name;
  }

  boolean knows(Finding finding) {
    return fingerprints.contains(finding.fingerprint());
  }

  /** The findings that are not known. */
  List<Finding> unknown(List<Finding> findings) {
    return findings.stream().filter(finding -> !knows(finding)).toList();
  }

  /** The findings that are known. */
  List<Finding> known(List<Finding> findings) {
    return findings.stream().filter(this::knows).map(Finding::known).toList();
  }

  /** How many that it lists are not there any more. */
  int gone(List<Finding> findings) {
    Set<String> left = new HashSet<>(fingerprints);
    List<String> there = new ArrayList<>(findings.stream().map(Finding::fingerprint).toList());
    there.forEach(left::remove);
    return left.size();
  }
}
