// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A {@code go test} of a script, as far as its words tell it.
 *
 * @param one where its {@code -p 1} stands; empty when it has none
 * @param packages its patterns, as they are written; empty for the package it runs in
 */
record TestCommand(ShellCommand command, Optional<Place> one, List<ShellWord> packages) {
  /** Flags that take the next word as their value: go help testflag, go help build (Go 1.26). */
  private static final Set<String> VALUED =
      Set.of(
          "-asmflags",
          "-bench",
          "-benchtime",
          "-blockprofile",
          "-blockprofilerate",
          "-buildmode",
          "-compiler",
          "-count",
          "-covermode",
          "-coverpkg",
          "-coverprofile",
          "-cpu",
          "-cpuprofile",
          "-exec",
          "-fuzztime",
          "-gccgoflags",
          "-gcflags",
          "-installsuffix",
          "-ldflags",
          "-memprofile",
          "-memprofilerate",
          "-mod",
          "-modfile",
          "-mutexprofile",
          "-mutexprofilefraction",
          "-o",
          "-outputdir",
          "-overlay",
          "-p",
          "-pgo",
          "-pkgdir",
          "-shuffle",
          "-tags",
          "-timeout",
          "-toolexec",
          "-trace",
          "-vet");

  /** Flags that choose tests, say how many run at one time, or let none run. */
  private static final Set<String> CHOOSES =
      Set.of("-C", "-c", "-fuzz", "-list", "-n", "-parallel", "-run", "-short", "-skip");

  /**
   * Reads a command; empty when it is no {@code go test}, or chooses tests or their number at one
   * time by another flag: then its {@code -p} is not all that the author thought of.
   */
  static Optional<TestCommand> of(ShellCommand command) {
    if (!command.runs("go", "test")) {
      return Optional.empty();
    }
    List<ShellWord> words = command.arguments();
    List<ShellWord> packages = new ArrayList<>();
    Optional<Place> one = Optional.empty();
    for (int i = 1; i < words.size(); i++) {
      String text = words.get(i).text();
      if (!text.startsWith("-")) {
        packages.add(words.get(i));
        continue;
      }
      String flag = flag(text);
      String name = flag.replaceFirst("=.*", "");
      if (name.equals("-args")) {
        break;
      }
      if (CHOOSES.contains(name)) {
        return Optional.empty();
      }
      boolean next = flag.equals(name) && VALUED.contains(name) && i + 1 < words.size();
      if (flag.equals("-p=1") || (next && name.equals("-p") && words.get(i + 1).is("1"))) {
        one = Optional.of(words.get(i).place());
      }
      i += next ? 1 : 0;
    }
    return Optional.of(new TestCommand(command, one, packages));
  }

  /** A flag with one dash, and without the prefix that the test binary knows it by. */
  private static String flag(String word) {
    String bare = word.startsWith("--") ? word.substring(1) : word;
    return bare.startsWith("-test.") ? "-" + bare.substring("-test.".length()) : bare;
  }

  /** True when GOFLAGS holds {@code -p=1}, and no flag that chooses. */
  static boolean isOne(String goflags) {
    List<String> flags = List.of(goflags.strip().split("\\s+"));
    return flags.stream().anyMatch(word -> flag(word).equals("-p=1"))
        && flags.stream().noneMatch(word -> CHOOSES.contains(flag(word).replaceFirst("=.*", "")));
  }

  /** True when it tests the package in a folder for certain, run in another one. */
  boolean tests(String folder, String from) {
    return packages.isEmpty()
        ? folder.equals(from)
        : packages.stream().anyMatch(word -> covers(word, folder, from));
  }

  private static boolean covers(ShellWord word, String folder, String from) {
    String text = word.text();
    boolean all = text.equals("$(go list ./...)") || text.equals("`go list ./...`");
    String pattern = all ? "./..." : text;
    if ((!all && !word.isConstant()) || !(pattern.equals(".") || pattern.startsWith("./"))) {
      return false;
    }
    boolean below = pattern.endsWith("/...");
    String path = below ? pattern.substring(0, pattern.length() - "/...".length()) : pattern;
    String inner = path.replaceFirst("^\\./?", "").replaceFirst("/+$", "");
    String base = from.isEmpty() || inner.isEmpty() ? from + inner : from + "/" + inner;
    return folder.equals(base) || (below && (base.isEmpty() || folder.startsWith(base + "/")));
  }
}
