// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which word of a command names the program that does the work, and who starts it.
 *
 * @param at the index of the word; the number of words when there is none
 */
record Launch(int at, String program, List<String> launchers) {
  static final Launch NONE = new Launch(0, "", List.of());

  /** Options of launchers that take the next word as their value. */
  private static final Map<String, Set<String>> VALUED =
      Map.ofEntries(
          Map.entry("env", Set.of("-u", "--unset", "-C", "--chdir")),
          Map.entry("sudo", Set.of("-u", "-g", "-h", "-p", "-C", "-D", "-R", "-r", "-t", "-T")),
          Map.entry("doas", Set.of("-u", "-C")),
          Map.entry("time", Set.of("-f", "-o")),
          Map.entry("exec", Set.of("-a")),
          Map.entry("command", Set.of()),
          Map.entry("builtin", Set.of()),
          Map.entry("nohup", Set.of()),
          Map.entry("setsid", Set.of()),
          Map.entry("eatmydata", Set.of()),
          Map.entry("chronic", Set.of()),
          Map.entry("nice", Set.of("-n")),
          Map.entry("ionice", Set.of("-c", "-n")),
          Map.entry("stdbuf", Set.of("-i", "-o", "-e")),
          Map.entry("timeout", Set.of("-k", "-s", "--signal", "--kill-after")),
          Map.entry(
              "xargs", Set.of("-I", "-n", "-P", "-L", "-d", "-a", "-s", "-E", "--max-procs")));

  static Launch of(List<ShellWord> words) {
    List<String> launchers = new ArrayList<>();
    int at = 0;
    while (at < words.size()) {
      String name = base(words.get(at).text());
      Set<String> valued = VALUED.get(name);
      if (valued == null || (name.equals("command") && asks(words, at))) {
        return new Launch(at, name, launchers);
      }
      int next = behind(words, at + 1, valued);
      if (name.equals("timeout") && next < words.size()) {
        next++;
      }
      if (next >= words.size()) {
        return new Launch(at, name, launchers);
      }
      launchers.add(name);
      at = next;
    }
    return new Launch(words.size(), "", launchers);
  }

  /** {@code command -v go} starts nothing. */
  private static boolean asks(List<ShellWord> words, int at) {
    return at + 1 < words.size() && words.get(at + 1).text().matches("-[vV]");
  }

  private static int behind(List<ShellWord> words, int from, Set<String> valued) {
    int at = from;
    while (at < words.size()) {
      ShellWord word = words.get(at);
      if (word.is("--")) {
        return at + 1;
      }
      if (word.text().startsWith("-")) {
        at += valued.contains(word.text()) ? 2 : 1;
      } else if (word.assignment().isPresent()) {
        at++;
      } else {
        return at;
      }
    }
    return at;
  }

  private static String base(String word) {
    return word.substring(word.lastIndexOf('/') + 1);
  }
}
