// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.gosource.GoFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * One run over one input: reads it folder by folder, several at once, and gathers what the report
 * holds. A folder is forgotten when it has been looked at, and what it gave is gathered in the
 * order of paths, so that neither the size of a tree nor the number of processors shows.
 */
final class Inspection {
  /** The trees of so many folders are in memory together, however many processors there are. */
  private static final int MOST_AT_ONCE = 4;

  private final Settings settings;
  private final List<Risk> risks;
  private final Path input;
  private final String name;

  Inspection(Settings settings, List<Risk> risks, Path input, String name) {
    this.settings = settings;
    this.risks = risks;
    this.input = input;
    this.name = name;
  }

  /** What one folder gave. */
  private static final class Gathered {
    private final List<Digests.Entry> entries = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private final List<Finding> suppressed = new ArrayList<>();
    private final List<ForeignComponent> components = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Object> facts = new ArrayList<>();
    private final Texts texts = new Texts();

    void add(Gathered other) {
      entries.addAll(other.entries);
      findings.addAll(other.findings);
      suppressed.addAll(other.suppressed);
      components.addAll(other.components);
      problems.addAll(other.problems);
      facts.addAll(other.facts);
      texts.addAll(other.texts);
    }
  }

  IdentifyReport report() throws IOException {
    InputTree tree = InputTree.of(input);
    Inventory inventory = new Inventory(tree);
    Gathered all = new Gathered();
    all.problems.addAll(tree.problems());
    for (Gathered one : gatherAll(tree, inventory)) {
      all.add(one);
    }
    all.facts.add(tree.paths());
    all.facts.add(new PrivateHosts(settings.privateHosts()));
    look(Reach.INPUT, new Evidence(all.facts), all.texts, all);
    all.findings.sort(Finding.ORDER);
    all.suppressed.sort(Finding.ORDER);
    all.components.sort(Comparator.comparing(ForeignComponent::place));
    all.problems.sort(Comparator.comparing(Problem::file).thenComparingInt(Problem::line));
    String kind = Files.isDirectory(input) ? "directory" : "file";
    return new IdentifyReport(
        settings,
        Digests.catalogue(risks),
        List.of(Digests.source(name, kind, all.entries)),
        all.findings,
        all.components,
        all.problems,
        all.suppressed);
  }

  private List<Gathered> gatherAll(InputTree tree, Inventory inventory) throws IOException {
    int threads = Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      NavigableMap<String, OtherFiles> others = new TreeMap<>();
      List<OtherFiles> read =
          each(pool, tree.folders().values().stream().map(f -> others(tree, f)).toList());
      int next = 0;
      for (String folder : tree.folders().keySet()) {
        others.put(folder, read.get(next++));
      }
      Inheritance inheritance = new Inheritance(others);
      List<Callable<Gathered>> folders = new ArrayList<>();
      others.forEach((path, files) ->
          folders.add(() -> gather(tree, inventory, path, files, inheritance.of(path))));
      return each(pool, folders);
    }
  }

  private <T> List<T> each(ExecutorService pool, List<Callable<T>> work) throws IOException {
    List<T> done = new ArrayList<>();
    try {
      for (Future<T> one : pool.invokeAll(work)) {
        done.add(one.get());
      }
      return done;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + name);
    } catch (ExecutionException problem) {
      throw new IllegalStateException("looking at " + name + " failed", problem.getCause());
    }
  }

  private static Callable<OtherFiles> others(InputTree tree, NavigableSet<String> files) {
    return () -> {
      OtherFiles into = new OtherFiles();
      for (String file : files) {
        if (Readers.take(file)) {
          read(tree, file, into::add).ifPresent(bytes -> into.add(new SourceText(file, bytes)));
        }
      }
      return into;
    };
  }

  private Gathered gather(
      InputTree tree, Inventory inventory, String path, OtherFiles others, List<Object> inherited) {
    Gathered into = new Gathered();
    GoFolder folder = new GoFolder(path);
    for (String file : tree.files(path)) {
      if (GoFolder.reads(file)) {
        read(tree, file, into.problems::add)
            .ifPresent(bytes -> {
              folder.add(file, bytes);
              into.entries.add(Digests.Entry.of(file, bytes));
            });
      }
    }
    List<Object> facts = folder.facts();
    facts.add(new PrivateHosts(settings.privateHosts()));
    facts.addAll(others.facts());
    facts.addAll(inherited);
    facts.add(new PrivateHosts(settings.privateHosts()));
    Evidence evidence = new Evidence(facts);
    Texts texts = folder.texts();
    texts.addAll(others.texts());
    into.components.addAll(inventory.of(evidence, texts));
    look(Reach.FOLDER, evidence, texts, into);
    risks.forEach(risk -> risk.notes(evidence).forEach(into.facts::add));
    into.problems.addAll(folder.problems());
    into.entries.addAll(others.entries());
    into.entries.sort(Comparator.comparing(Digests.Entry::path));
    into.facts.addAll(others.facts());
    into.texts.addAll(others.texts());
    into.problems.addAll(others.problems());
    return into;
  }

  private static Optional<byte[]> read(InputTree tree, String file, Consumer<Problem> problems) {
    try {
      long size = tree.size(file);
      if (size <= GoFile.MAX_BYTES) {
        return Optional.of(Files.readAllBytes(tree.resolve(file)));
      }
      problems.accept(new Problem(file, 0, "too-large", size + " bytes", "the whole file"));
    } catch (IOException reason) {
      problems.accept(InputTree.unreadable(file, reason));
    }
    return Optional.empty();
  }

  private void look(Reach reach, Evidence evidence, Texts texts, Gathered into) {
    Suppressions suppressions = new Suppressions(settings.today());
    Findings made = new Findings(texts, settings.choices());
    List<Finding> loud = new ArrayList<>();
    for (Risk risk : risks) {
      for (Rule rule : risk.rules()) {
        if (rule.reach() != reach || !settings.choices().runs(rule, settings.maturities())) {
          continue;
        }
        for (Match match : rule.findIn(evidence).toList()) {
          Finding finding = made.finding(rule, match);
          switch (suppressions.of(rule, finding, texts)) {
            case Suppressions.None _ -> loud.add(finding);
            case Suppressions.Over over -> loud.add(over.said(finding));
            case Suppressions.Holds(Suppression by) ->
                into.suppressed.add(finding.suppressedBy(by));
          }
        }
      }
    }
    into.findings.addAll(new Overlaps(risks).merge(loud));
  }
}
