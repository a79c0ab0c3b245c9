// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What reads files for {@code identify} runs on macOS and Windows too: nothing that it reaches
 * knows the machine, but for {@code Tool}, by which {@code --changed-since} asks git, and which is
 * the JDK's own way to run a program.
 */
class PortableTest {
  private static final JavaClasses DEMARC =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.demarc");

  /** What these classes reach, each with the class by which it was reached. */
  private static Map<String, String> reached(List<JavaClass> from) {
    Map<String, String> by = new TreeMap<>();
    Deque<JavaClass> open = new ArrayDeque<>(from);
    from.forEach(one -> by.put(one.getName(), "the start"));
    while (!open.isEmpty()) {
      JavaClass next = open.pop();
      for (Dependency dependency : next.getDirectDependenciesFromSelf()) {
        JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getName().startsWith("dev.demarc")
            && by.putIfAbsent(target.getName(), next.getName()) == null
            && !isOfOtherCommand(target.getName())) {
          open.push(target);
        }
      }
    }
    return by;
  }

  /** The classes that all commands share name every command; none is loaded before it is asked. */
  private static boolean isOfOtherCommand(String name) {
    return name.startsWith("dev.demarc.cli.") && !isOfCommand(name);
  }

  private static boolean isOfCommand(String name) {
    return name.startsWith("dev.demarc.cli.Identify")
        || name.startsWith("dev.demarc.cli.ChangedFiles");
  }

  private static boolean isOfMachine(String name) {
    return List.of("host", "isolate", "conformance", "pipeline").stream()
        .anyMatch(module -> name.startsWith("dev.demarc." + module + "."));
  }

  @Test
  void engineReadersRulesAndReportsKnowNoMachine() {
    List<JavaClass> from =
        DEMARC.stream()
            // taking a bundle is another command, of Linux; it runs strace and tcpdump as git is
            // run
            .filter(one -> !one.getName().startsWith("dev.demarc.identify.forensics.BundleTaker"))
            .filter(one ->
                one.getName().startsWith("dev.demarc.identify.")
                    || one.getName().startsWith("dev.demarc.evidence.")
                    || one.getName().startsWith("dev.demarc.risks.")
                    || one.getName().startsWith("dev.demarc.report.identify."))
            .toList();
    assertThat(from).hasSizeGreaterThan(100);
    assertThat(reached(from).entrySet().stream().filter(one -> isOfMachine(one.getKey())).toList())
        .isEmpty();
  }

  @Test
  void commandKnowsOnlyTheToolThatRunsGit() {
    List<JavaClass> from = DEMARC.stream().filter(one -> isOfCommand(one.getName())).toList();
    Set<String> machine =
        reached(from).keySet().stream()
            .filter(PortableTest::isOfMachine)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(machine).allMatch(name -> name.startsWith("dev.demarc.host.Tool"));
    assertThat(machine).contains("dev.demarc.host.Tool");
  }

  @Test
  void toolCallsNothingOfTheSystemItself() {
    assertThat(
            DEMARC.get("dev.demarc.host.Tool").getDirectDependenciesFromSelf().stream()
                .map(dependency -> dependency.getTargetClass().getName())
                .filter(name ->
                    name.startsWith("java.lang.foreign")
                        || (name.startsWith("dev.demarc")
                            && !name.startsWith("dev.demarc.host.Tool")))
                .toList())
        .isEmpty();
  }
}
