// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.shell.ScriptOrigin;
import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellScript;
import dev.demarc.evidence.shell.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the go commands of one script build. */
final class GoCommands {
  private static final Set<String> BUILDS = Set.of("build", "install", "run", "test", "vet");

  /** Flags of go build that take the next word as their value. */
  private static final Set<String> VALUED =
      Set.of(
          "-o",
          "-tags",
          "-ldflags",
          "-gcflags",
          "-asmflags",
          "-gccgoflags",
          "-mod",
          "-p",
          "-buildmode",
          "-overlay",
          "-pgo",
          "-modfile",
          "-pkgdir",
          "-toolexec",
          "-covermode",
          "-coverpkg",
          "-installsuffix",
          "-compiler",
          "-run",
          "-bench",
          "-count",
          "-timeout");

  private final ShellScript script;
  private final boolean moves;
  private final boolean clones;

  GoCommands(ShellScript script) {
    this.script = script;
    this.moves =
        script.commands().stream().anyMatch(one -> Set.of("cd", "pushd").contains(one.program()));
    this.clones =
        script.commands().stream()
            .anyMatch(one ->
                one.runs("git", "clone")
                    || one.runs("go", "get")
                    || Set.of("curl", "wget", "tar", "unzip").contains(one.program()));
  }

  /** True for {@code go build} and the like. */
  static boolean builds(ShellCommand command) {
    return (command.program().equals("go") || command.program().equals("xx-go"))
        && command.arguments().stream()
            .findFirst()
            .filter(word -> BUILDS.contains(word.text()))
            .isPresent();
  }

  /** The folders of what a command builds; empty when they cannot be told. */
  List<String> mains(ShellCommand command) {
    if (!builds(command) || moves) {
      return List.of();
    }
    List<String> folders = new ArrayList<>();
    boolean make = script.origin().kind() == ScriptOrigin.Kind.MAKE;
    String base =
        make ? script.path().substring(0, Math.max(0, script.path().lastIndexOf('/'))) : "";
    for (ShellWord word : packages(command)) {
      String path = word.text();
      if (!word.isConstant()
          || path.contains("...")
          || (!path.startsWith(".") && !path.endsWith(".go"))) {
        return List.of();
      }
      folders.add(Folders.join(base, path));
    }
    boolean known = make || folders.stream().noneMatch(String::isEmpty);
    return known ? folders : List.of();
  }

  /** True when it builds what is not here: another module, or a repository fetched before. */
  boolean isForeign(ShellCommand command) {
    return clones || packages(command).stream().anyMatch(word -> word.text().contains("@"));
  }

  /**
   * True when nothing says that the folder it runs in is one of the input: it goes to another one,
   * or runs in an image or on a machine of a CI.
   */
  boolean isElsewhere() {
    return switch (script.origin().kind()) {
      case FILE, MAKE -> moves;
      case DOCKERFILE, CI -> true;
    };
  }

  private static List<ShellWord> packages(ShellCommand command) {
    List<ShellWord> arguments = command.arguments();
    List<ShellWord> packages = new ArrayList<>();
    for (int i = 1; i < arguments.size(); i++) {
      String text = arguments.get(i).text();
      if (text.startsWith("-")) {
        String flag = text.startsWith("--") ? text.substring(1) : text;
        i += VALUED.contains(flag) ? 1 : 0;
      } else {
        packages.add(arguments.get(i));
      }
    }
    return packages;
  }
}
