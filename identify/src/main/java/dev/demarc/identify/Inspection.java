// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.gosource.GoFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

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
    List<Callable<Gathered>> folders = new ArrayList<>();
    tree.folders()
        .forEach((path, files) -> folders.add(() -> gather(tree, inventory, path, files)));
    int threads = Math.min(MOST_AT_ONCE, Runtime.getRuntime().availableProcessors());
    List<Gathered> gathered = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      for (Future<Gathered> folder : pool.invokeAll(folders)) {
        gathered.add(folder.get());
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + name);
    } catch (ExecutionException problem) {
      throw new IllegalStateException("looking at " + name + " failed", problem.getCause());
    }
    return gathered;
  }

  private Gathered gather(
      InputTree tree, Inventory inventory, String path, NavigableSet<String> files) {
    Gathered into = new Gathered();
    Folder folder = read(tree, path, files, into);
    Evidence evidence = folder.evidence(new PrivateHosts(settings.privateHosts()));
    into.components.addAll(inventory.of(evidence, folder.texts()));
    look(Reach.FOLDER, evidence, folder.texts(), into);
    risks.forEach(risk -> risk.notes(evidence).forEach(into.facts::add));
    into.facts.addAll(folder.others());
    into.texts.addAll(folder.otherTexts());
    into.problems.addAll(folder.problems());
    return into;
  }

  private static Folder read(
      InputTree tree, String path, NavigableSet<String> files, Gathered into) {
    Folder folder = new Folder(path);
    for (String file : files) {
      if (!Folder.reads(file)) {
        continue;
      }
      try {
        if (tree.size(file) > GoFile.MAX_BYTES) {
          into.problems.add(
              new Problem(file, 0, "too-large", tree.size(file) + " bytes", "the whole file"));
          continue;
        }
        byte[] bytes = Files.readAllBytes(tree.resolve(file));
        if (folder.add(file, bytes)) {
          into.entries.add(Digests.Entry.of(file, bytes));
        }
      } catch (IOException reason) {
        into.problems.add(InputTree.unreadable(file, reason));
      }
    }
    return folder;
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
