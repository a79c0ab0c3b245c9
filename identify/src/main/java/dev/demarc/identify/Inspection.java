// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.gosource.GoFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;

/**
 * One run over one input: reads it folder by folder, several at once, and gathers what the report
 * holds. A folder is forgotten when it has been looked at, and what it gave is gathered in the
 * order of paths, so that neither the size of a tree nor the number of processors shows.
 */
final class Inspection {
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

    void add(Gathered other) {
      entries.addAll(other.entries);
      findings.addAll(other.findings);
      suppressed.addAll(other.suppressed);
      components.addAll(other.components);
      problems.addAll(other.problems);
    }
  }

  IdentifyReport report() throws IOException {
    InputTree tree = InputTree.of(input);
    Inventory inventory = new Inventory(tree);
    Gathered all = new Gathered();
    all.problems.addAll(tree.problems());
    tree.folders().entrySet().parallelStream()
        .map(entry -> gather(tree, inventory, entry))
        .toList()
        .forEach(all::add);
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

  private Gathered gather(
      InputTree tree, Inventory inventory, Map.Entry<String, NavigableSet<String>> entry) {
    Gathered into = new Gathered();
    Folder folder = read(tree, entry.getKey(), entry.getValue(), into);
    Evidence evidence = folder.evidence();
    into.components.addAll(inventory.of(evidence, folder));
    look(evidence, folder, into);
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

  private void look(Evidence evidence, Folder folder, Gathered into) {
    Suppressions suppressions = new Suppressions(settings.today());
    Findings made = new Findings(folder);
    List<Finding> loud = new ArrayList<>();
    for (Risk risk : risks) {
      for (Rule rule : risk.rules()) {
        if (!settings.maturities().contains(rule.maturity())) {
          continue;
        }
        for (Match match : rule.findIn(evidence).toList()) {
          Finding finding = made.finding(rule, match);
          switch (suppressions.of(rule, finding, folder)) {
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
