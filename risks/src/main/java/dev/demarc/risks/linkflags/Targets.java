// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.gomod.GoMod;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import dev.demarc.identify.Paths;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Looks targets of {@code -X} up in the Go packages of the input. */
final class Targets {
  private static final String MAIN = "main";
  private static final Set<String> NOT_READ =
      Set.of("vendor", "testdata", "third_party", "node_modules");

  private final List<GoMod> modules;
  private final Map<String, Set<String>> packages = new HashMap<>();
  private final Set<String> partly = new HashSet<>();
  private final Map<String, List<PackageVariable>> variables = new HashMap<>();
  private final Optional<Paths> paths;

  Targets(Evidence evidence) {
    modules =
        evidence
            .of(GoMod.class)
            .filter(mod -> mod.module().isPresent())
            .sorted(
                Comparator.comparingInt((GoMod mod) -> mod.module().orElse("").length()).reversed())
            .toList();
    PackageVariable.packages(evidence).forEach(this::add);
    PackageVariable.partly(evidence)
        .forEach(note -> partly.add(PackageVariable.folder(note.place())));
    PackageVariable.of(evidence)
        .forEach(one -> variables.computeIfAbsent(one.folder(), key -> new ArrayList<>()).add(one));
    paths = evidence.of(Paths.class).findFirst();
  }

  private void add(Note note) {
    packages
        .computeIfAbsent(PackageVariable.folder(note.place()), key -> new TreeSet<>())
        .add(note.text());
  }

  Target of(Injection one) {
    if (one.isOpen() || one.in().foreign()) {
      return new Target.Unknown();
    }
    if (one.path().equals(MAIN)) {
      return ofMain(one);
    }
    for (GoMod mod : modules) {
      String module = mod.module().orElse("");
      if (one.path().equals(module) || one.path().startsWith(module + "/")) {
        return inModule(one, mod, one.path().substring(module.length()));
      }
    }
    return otherName(one);
  }

  private Target ofMain(Injection one) {
    boolean test =
        one.in()
            .command()
            .filter(command -> command.runs("go", "test") || command.runs("go", "vet"))
            .isPresent();
    List<String> built = one.in().mains().stream().filter(this::isMain).toList();
    boolean certain = !built.isEmpty();
    boolean elsewhere =
        built.size() < one.in().mains().size() || (one.in().elsewhere() && !certain);
    List<String> mains =
        certain ? built : packages.keySet().stream().filter(this::isMain).sorted().toList();
    if (test || elsewhere || mains.isEmpty() || !partly.isEmpty()) {
      return new Target.Unknown();
    }
    List<PackageVariable> all =
        mains.stream().flatMap(folder -> in(folder, MAIN, one.name()).stream()).toList();
    if (!all.isEmpty()) {
      return new Target.Found(all);
    }
    String where =
        mains.size() == 1
            ? "package main in " + folderName(mains.getFirst())
            : "none of " + mains.size() + " main packages";
    String what = mains.size() == 1 ? " has no variable " : " has a variable ";
    return new Target.Missing(where + what + one.name(), near(mains, MAIN, one.name()));
  }

  private Target inModule(Injection one, GoMod mod, String rest) {
    String folder = Folders.join(mod.folder(), rest);
    for (String part : folder.split("/", -1)) {
      if (NOT_READ.contains(part) || part.startsWith(".") || part.startsWith("_")) {
        return new Target.Unknown();
      }
    }
    if (partly.contains(folder)) {
      return new Target.Unknown();
    }
    Set<String> names = packages.getOrDefault(folder, Set.of());
    if (names.isEmpty()) {
      boolean some = paths.filter(all -> hasGo(all, folder)).isPresent();
      return some
          ? new Target.Unknown()
          : new Target.Missing("there is no package " + one.path() + " in this module", meant(one));
    }
    if (names.equals(Set.of(MAIN))) {
      boolean there = !in(folder, MAIN, one.name()).isEmpty();
      return new Target.Missing(
          "this is package main, whose variables the linker knows as main.NAME",
          there ? MAIN + "." + one.name() : "");
    }
    List<PackageVariable> found =
        variables.getOrDefault(folder, List.of()).stream()
            .filter(variable -> variable.name().equals(one.name()))
            .toList();
    if (!found.isEmpty()) {
      return new Target.Found(found);
    }
    String near = near(List.of(folder), "", one.name());
    String right = near.isEmpty() ? meant(one) : one.path() + "." + near;
    return new Target.Missing(
        "the package in " + folderName(folder) + " has no variable " + one.name(), right);
  }

  /** A path that is no import path of this input, but would be one with the name of a module. */
  private Target otherName(Injection one) {
    for (GoMod mod : modules) {
      String module = mod.module().orElse("");
      String plain = module.replaceFirst("/v[0-9]+$", "");
      boolean other = one.path().equals(plain) || one.path().startsWith(plain + "/");
      String rest = other ? one.path().substring(plain.length()) : "/" + one.path();
      String inside = other ? rest.replaceFirst("^/v[0-9]+(?=/|$)", "") : rest;
      String folder = Folders.join(mod.folder(), inside);
      boolean relative = !one.path().contains(".") && !Standard.isPackage(one.path());
      boolean required = mod.requires().anyMatch(need -> one.path().startsWith(need.module()));
      if ((other || relative) && !required && declares(folder, one.name())) {
        return new Target.Missing(
            "the module is called " + module, module + inside + "." + one.name());
      }
    }
    return new Target.Unknown();
  }

  private boolean declares(String folder, String name) {
    Set<String> names = packages.getOrDefault(folder, Set.of());
    return !names.isEmpty()
        && !names.contains(MAIN)
        && variables.getOrDefault(folder, List.of()).stream()
            .anyMatch(one -> one.name().equals(name));
  }

  private boolean isMain(String folder) {
    return packages.getOrDefault(folder, Set.of()).contains(MAIN);
  }

  private List<PackageVariable> in(String folder, String name, String variable) {
    return variables.getOrDefault(folder, List.of()).stream()
        .filter(one -> one.name().equals(variable) && one.in().equals(name))
        .toList();
  }

  /** A name that differs in case only. */
  private String near(List<String> folders, String in, String name) {
    return folders.stream()
        .flatMap(folder -> variables.getOrDefault(folder, List.of()).stream())
        .filter(one -> in.isEmpty() || one.in().equals(in))
        .map(PackageVariable::name)
        .filter(other -> other.equalsIgnoreCase(name))
        .findFirst()
        .map(other -> in.isEmpty() ? other : in + "." + other)
        .orElse("");
  }

  /** The one package of the input that has such a variable. */
  private String meant(Injection one) {
    List<String> folders =
        variables.values().stream()
            .flatMap(List::stream)
            .filter(other -> other.name().equals(one.name()) && other.obstacle().isEmpty())
            .map(PackageVariable::folder)
            .distinct()
            .limit(2)
            .toList();
    if (folders.size() != 1) {
      return "";
    }
    String folder = folders.getFirst();
    if (isMain(folder)) {
      return MAIN + "." + one.name();
    }
    return modules.stream()
        .filter(mod -> folder.startsWith(mod.folder()))
        .findFirst()
        .map(mod -> path(mod, folder) + "." + one.name())
        .orElse("");
  }

  private static String path(GoMod mod, String folder) {
    String below = folder.substring(mod.folder().length());
    String module = mod.module().orElse("");
    return below.isEmpty() || below.startsWith("/") ? module + below : module + "/" + below;
  }

  private static boolean hasGo(Paths all, String folder) {
    String prefix = folder.isEmpty() ? "" : folder + "/";
    return all.files().tailSet(prefix).stream()
        .takeWhile(path -> path.startsWith(prefix))
        .anyMatch(path -> path.endsWith(".go") && path.indexOf('/', prefix.length()) < 0);
  }

  private static String folderName(String folder) {
    return folder.isEmpty() ? "the root folder" : folder;
  }
}
