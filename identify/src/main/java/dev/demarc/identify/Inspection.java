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

/** One run over one input: reads it folder by folder and gathers what the report holds. */
final class Inspection {
  private final Settings settings;
  private final List<Risk> risks;
  private final Path input;
  private final String name;
  private final Digests digests = new Digests();
  private final List<Finding> findings = new ArrayList<>();
  private final List<Finding> suppressed = new ArrayList<>();
  private final List<ForeignComponent> components = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  Inspection(Settings settings, List<Risk> risks, Path input, String name) {
    this.settings = settings;
    this.risks = risks;
    this.input = input;
    this.name = name;
  }

  IdentifyReport report() throws IOException {
    InputTree tree = InputTree.of(input);
    Inventory inventory = new Inventory(tree);
    problems.addAll(tree.problems());
    for (Map.Entry<String, NavigableSet<String>> entry : tree.folders().entrySet()) {
      Folder folder = read(tree, entry.getKey(), entry.getValue());
      Evidence evidence = folder.evidence();
      components.addAll(inventory.of(evidence, folder));
      look(evidence, folder);
      problems.addAll(folder.problems());
    }
    findings.sort(Finding.ORDER);
    suppressed.sort(Finding.ORDER);
    components.sort(Comparator.comparing(ForeignComponent::place));
    problems.sort(Comparator.comparing(Problem::file).thenComparingInt(Problem::line));
    return new IdentifyReport(
        settings,
        Digests.catalogue(risks),
        List.of(digests.source(name, Files.isDirectory(input) ? "directory" : "file")),
        findings,
        components,
        problems,
        suppressed);
  }

  private Folder read(InputTree tree, String path, NavigableSet<String> files) {
    Folder folder = new Folder(path);
    for (String file : files) {
      if (!Folder.reads(file)) {
        continue;
      }
      try {
        if (tree.size(file) > GoFile.MAX_BYTES) {
          problems.add(
              new Problem(file, 0, "too-large", tree.size(file) + " bytes", "the whole file"));
          continue;
        }
        byte[] bytes = Files.readAllBytes(tree.resolve(file));
        if (folder.add(file, bytes)) {
          digests.add(file, bytes);
        }
      } catch (IOException reason) {
        problems.add(InputTree.unreadable(file, reason));
      }
    }
    return folder;
  }

  private void look(Evidence evidence, Folder folder) {
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
          suppressions
              .of(rule, finding, folder)
              .ifPresentOrElse(
                  by -> suppressed.add(finding.suppressedBy(by)), () -> loud.add(finding));
        }
      }
    }
    findings.addAll(new Overlaps(risks).merge(loud));
  }
}
