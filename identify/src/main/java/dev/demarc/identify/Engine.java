// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Joins evidence and rules: walks an input, reads it folder by folder, runs the rules, and makes
 * the report. It follows no symbolic link and runs nothing that it reads.
 */
public final class Engine {
  private final Settings settings;

  /** The trees of so many folders are in memory together, however many processors there are. */
  private static final int MOST_AT_ONCE = 4;

  private final Supplier<List<Risk>> risks;
  private final int threads;
  private final Optional<IdentifyCache> cache;
  private final Optional<Changes> changes;

  private Engine(
      Settings settings,
      Supplier<List<Risk>> risks,
      int threads,
      Optional<IdentifyCache> cache,
      Optional<Changes> changes) {
    this.settings = settings;
    this.threads = threads;
    this.cache = cache;
    this.changes = changes;
    this.risks = risks;
  }

  /** An engine with every risk that is installed. */
  public static Engine installed(Settings settings) {
    return of(settings, installedRisks());
  }

  /** Every risk that is installed, by id, with the classes of its rules ready for use. */
  public static List<Risk> installedRisks() {
    ClassLoader classes = new FirstResource(Engine.class.getClassLoader());
    List<Risk> risks =
        ServiceLoader.load(Risk.class, classes).stream().map(ServiceLoader.Provider::get).toList();
    risks.forEach(Risk::rules);
    return byId(risks);
  }

  /** An engine with these risks only. */
  public static Engine of(Settings settings, List<Risk> risks) {
    List<Risk> sorted = byId(risks);
    return of(settings, () -> sorted);
  }

  private static List<Risk> byId(List<Risk> risks) {
    return risks.stream().sorted((one, other) -> one.id().compareTo(other.id())).toList();
  }

  /**
   * An engine with risks that are asked for when they are needed, perhaps several times.
   *
   * @param risks gives them by id
   */
  public static Engine of(Settings settings, Supplier<List<Risk>> risks) {
    return new Engine(
        settings,
        risks,
        Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors()),
        Optional.empty(),
        Optional.empty());
  }

  /** The same engine that reads so many folders at once; the report does not depend on it. */
  public Engine threads(int atOnce) {
    return new Engine(settings, risks, atOnce, cache, changes);
  }

  /**
   * The same engine that keeps what it learns from run to run; the report does not depend on it.
   */
  public Engine keeping(IdentifyCache in) {
    return new Engine(settings, risks, threads, Optional.of(in), changes);
  }

  /** The same engine that reports only what is about these files. */
  public Engine changed(Changes only) {
    return new Engine(settings, risks, threads, cache, Optional.of(only));
  }

  /** The risks that it knows, by id. */
  public List<Risk> risks() {
    return risks.get();
  }

  /**
   * Looks at a directory, or at one file.
   *
   * @param name how the report calls it: never an absolute path
   * @throws IOException when the input itself cannot be read; a file inside that cannot is a
   *     problem of the report
   */
  public IdentifyReport identify(Path input, String name) throws IOException {
    checkNames();
    IdentifyReport report = new Inspection(settings, risks(), input, name, threads, cache).report();
    IdentifyReport counted = settings.baseline().map(report::under).orElse(report);
    return changes.map(these -> counted.only(these, this::sawWholeInput)).orElse(counted);
  }

  private boolean sawWholeInput(Finding finding) {
    return risks().stream()
        .flatMap(risk -> risk.rules().stream())
        .anyMatch(rule -> rule.id().equals(finding.rule()) && rule.reach() == Reach.INPUT);
  }

  /** The digest over the rules that it knows. */
  public String catalogue() {
    return Digests.catalogue(risks());
  }

  /**
   * A choice of a rule that nobody has is a slip of the pen, not a wish.
   *
   * @throws ConfigurationException when the settings name such a rule
   */
  public void checkNames() {
    Set<String> asked = new TreeSet<>(settings.choices().byName().keySet());
    asked.addAll(settings.choices().only());
    if (asked.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>();
    risks()
        .forEach(risk -> {
          known.add(risk.id());
          risk.rules().forEach(rule -> known.add(rule.id().toString()));
        });
    asked.removeAll(known);
    if (!asked.isEmpty()) {
      throw new ConfigurationException(
          "no risk and no rule has the name " + asked.iterator().next(),
          "demarc explain lists them; a rule is written risk/rule");
    }
  }
}
