// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.manifest.DeclaredContainer;
import dev.demarc.evidence.manifest.Entry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which of the containers that were declared a process is of.
 *
 * @param fit how that is known
 * @param best those that fit best, all alike
 */
record ContainerChoice(Fit fit, List<DeclaredContainer> best) {
  /** How a container fits a process, the worst first. */
  enum Fit {
    /** It starts another program: a wrapper, or it is not of this process. */
    OTHER_PROGRAM,
    /** It does not say what it starts. */
    OPEN,
    /** Its name, or that of its image, is the program's, and it starts another one first. */
    NAME_BEHIND_WRAPPER,
    /** Its name, or that of its image, is the program's. */
    NAME,
    /** It starts this program. */
    PROGRAM,
    /** It starts this program with these arguments. */
    ARGUMENTS
  }

  /**
   * Chooses.
   *
   * @param arguments what may be shown of the process's, the program first
   * @param programs what the process may be called: by its executable, by the kernel
   */
  static Optional<ContainerChoice> of(
      List<DeclaredContainer> containers, List<String> arguments, List<String> programs) {
    return containers.stream()
        .map(one -> fit(one, arguments, programs))
        .max(Fit::compareTo)
        .map(most ->
            new ContainerChoice(
                most,
                containers.stream().filter(one -> fit(one, arguments, programs) == most).toList()));
  }

  private static Fit fit(
      DeclaredContainer container, List<String> arguments, List<String> programs) {
    boolean isNamed =
        programs.stream()
            .anyMatch(name -> name.equals(container.name()) || name.equals(container.image()));
    Optional<Entry> entry = container.entry().filter(one -> !one.program().isEmpty());
    if (entry.isEmpty()) {
      return isNamed ? Fit.NAME : Fit.OPEN;
    }
    List<String> declared = entry.get().arguments();
    if (declared.equals(arguments)) {
      return Fit.ARGUMENTS;
    }
    if (isProgram(declared, arguments, programs)) {
      return Fit.PROGRAM;
    }
    if (!entry.get().isCertain()) {
      return isNamed ? Fit.NAME : Fit.OPEN;
    }
    return isNamed ? Fit.NAME_BEHIND_WRAPPER : Fit.OTHER_PROGRAM;
  }

  /** The same program, and the same script where both show one. */
  private static boolean isProgram(
      List<String> declared, List<String> arguments, List<String> programs) {
    String name = base(declared.getFirst());
    boolean isSame =
        programs.contains(name)
            || (!arguments.isEmpty() && base(arguments.getFirst()).equals(name));
    Optional<String> script = script(declared);
    return isSame && script.equals(script(arguments));
  }

  private static Optional<String> script(List<String> arguments) {
    return arguments.stream()
        .skip(1)
        .filter(word -> !word.startsWith("-") && !word.startsWith("+"))
        .map(ContainerChoice::base)
        .findFirst();
  }

  /** Whether what it starts first is another program, which may change the environment. */
  boolean isWrapped() {
    return fit == Fit.OTHER_PROGRAM || fit == Fit.NAME_BEHIND_WRAPPER;
  }

  /** What is started first by the container that was chosen. */
  String program() {
    return best.getFirst().entry().map(Entry::program).orElse("");
  }

  /** The last names of programs, by their paths. */
  static List<String> names(Stream<String> paths) {
    return paths.map(path -> base(path.replace(" (deleted)", ""))).distinct().toList();
  }

  private static String base(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
