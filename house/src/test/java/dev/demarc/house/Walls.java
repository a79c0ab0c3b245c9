// SPDX-License-Identifier: Apache-2.0
package dev.demarc.house;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.NullMarked;

/**
 * The rules of the house as values. The root package is a parameter so that a planted violation can
 * prove each of them.
 */
final class Walls {
  /** Which module may use which: the table of docs/architecture.md. */
  static final SequencedMap<String, List<String>> MAY_USE =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("host", List.of()),
              Map.entry("evidence", List.of("host")),
              Map.entry("contract", List.of()),
              Map.entry("isolate", List.of("contract", "evidence", "host")),
              Map.entry("conformance", List.of("contract", "isolate")),
              Map.entry("identify", List.of("evidence", "host")),
              Map.entry("risks", List.of("evidence", "identify")),
              Map.entry("report", List.of("contract", "identify")),
              Map.entry(
                  "pipeline",
                  List.of("conformance", "contract", "host", "identify", "isolate", "report")),
              Map.entry(
                  "cli",
                  List.of(
                      "conformance",
                      "contract",
                      "evidence",
                      "host",
                      "identify",
                      "isolate",
                      "pipeline",
                      "report",
                      "risks"))));

  private final String root;

  Walls(String root) {
    this.root = root;
  }

  private String module(String name) {
    return root + "." + name + "..";
  }

  ArchRule layers() {
    LayeredArchitecture layers =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String name : MAY_USE.keySet()) {
      layers = layers.layer(name).definedBy(module(name));
    }
    for (Map.Entry<String, List<String>> entry : MAY_USE.entrySet()) {
      layers =
          entry.getValue().isEmpty()
              ? layers.whereLayer(entry.getKey()).mayNotAccessAnyLayer()
              : layers
                  .whereLayer(entry.getKey())
                  .mayOnlyAccessLayers(entry.getValue().toArray(String[]::new));
    }
    return layers
        .ignoreDependency(
            resideInAnyPackage(module("report"), module("pipeline")),
            resideInAnyPackage(root + ".evidence", root + ".evidence.capture"))
        .because(
            "nothing points down or sideways: the two wings meet only on top; a finding's place and subject are values of evidence, its readers are not for reports");
  }

  ArchRule noCyclesBetweenModules() {
    return slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .because("a cycle is one module with two names");
  }

  ArchRule noCyclesBetweenPackages() {
    return slices()
        .matching(root + ".(**)")
        .should()
        .beFreeOfCycles()
        .because("packages inside a module are walls too");
  }

  ArchRule foreignCodeOnlyInHost() {
    return noClasses()
        .that(resideOutsideOfPackages(module("host")))
        .should()
        .dependOnClassesThat(resideInAPackage("java.lang.foreign.."))
        .because("all system calls stand in one place, where they can be reviewed");
  }

  ArchRule processesOnlyInHostAndIsolate() {
    return noClasses()
        .that(resideOutsideOfPackages(module("host"), module("isolate")))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(ProcessBuilder.class)
        .orShould()
        .callMethodWhere(target(nameMatching("exec")).and(target(owner(type(Runtime.class)))))
        .because("a process without deadline and bounded output is what we accuse others of");
  }

  ArchRule printsOnlyInCli() {
    return noClasses()
        .that(resideOutsideOfPackages(module("cli")))
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .because("only the command line prints or exits");
  }

  ArchRule noLegacy() {
    return noClasses()
        .should()
        .dependOnClassesThat(resideInAPackage("java.util.logging.."))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(java.util.Date.class, ThreadLocal.class)
        .because("values with units, scoped values, and one way of logging");
  }

  ArchRule everyPackageIsNullMarked() {
    return classes()
        .should(
            new ArchCondition<JavaClass>("live in a package that is @NullMarked") {
              private final Set<String> told = new HashSet<>();

              @Override
              public void check(JavaClass type, ConditionEvents events) {
                boolean marked =
                    type.getPackage()
                        .tryGetPackageInfo()
                        .map(info -> info.isAnnotatedWith(NullMarked.class))
                        .orElse(false);
                if (!marked && told.add(type.getPackageName())) {
                  events.add(
                      SimpleConditionEvent.violated(
                          type, type.getPackageName() + " has no @NullMarked package-info"));
                }
              }
            })
        .because("null is said, never guessed");
  }

  List<ArchRule> all() {
    return List.of(
        layers(),
        noCyclesBetweenModules(),
        noCyclesBetweenPackages(),
        foreignCodeOnlyInHost(),
        processesOnlyInHostAndIsolate(),
        printsOnlyInCli(),
        noLegacy(),
        everyPackageIsNullMarked());
  }
}
