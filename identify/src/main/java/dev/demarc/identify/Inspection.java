// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.SourceText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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
  private final Settings settings;
  private final List<Risk> risks;
  private final Path input;
  private final String name;
  private final int threads;
  private final Optional<IdentifyCache> cache;

  Inspection(
      Settings settings,
      List<Risk> risks,
      Path input,
      String name,
      int threads,
      Optional<IdentifyCache> cache) {
    this.settings = settings;
    this.risks = risks;
    this.input = input;
    this.name = name;
    this.threads = threads;
    this.cache = cache;
  }

  IdentifyReport report() throws IOException {
    Optional<IdentifyCache> keeping = cache.filter(one -> Files.isDirectory(input));
    String meaning = settings.meaning() + Digests.catalogue(risks);
    Instant began = Instant.now();
    InputTree tree = InputTree.of(input, settings.exclude());
    KeptOutcome before = KeptOutcome.of(keeping, input, meaning, tree);
    Optional<Outcome> same = before.read(settings.today());
    if (same.isPresent()) {
      return report(tree, same.get());
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      Future<KeptFolders> reading =
          pool.submit(() -> KeptFolders.of(keeping, input, meaning, settings.today(), began));
      NavigableMap<String, OtherFiles> others = readOthers(pool, tree);
      KeptFolders kept = done(reading);
      GoFolders goFolders = new GoFolders(settings, risks, tree, others, kept);
      List<Callable<GoFolders.Looked>> work = new ArrayList<>();
      tree.folders().keySet().forEach(folder -> work.add(() -> goFolders.look(folder)));
      List<GoFolders.Looked> looked = each(pool, work);
      kept.write();
      Outcome outcome = outcome(tree, others, looked);
      before.write(outcome, tree, began);
      return report(tree, outcome);
    }
  }

  private NavigableMap<String, OtherFiles> readOthers(ExecutorService pool, InputTree tree)
      throws IOException {
    NavigableMap<String, OtherFiles> others = new TreeMap<>();
    List<Callable<OtherFiles>> work = new ArrayList<>();
    tree.folders().keySet().forEach(folder -> work.add(() -> others(tree, folder)));
    List<OtherFiles> read = each(pool, work);
    int next = 0;
    for (String folder : tree.folders().keySet()) {
      others.put(folder, read.get(next++));
    }
    return others;
  }

  private static OtherFiles others(InputTree tree, String folder) {
    OtherFiles into = new OtherFiles();
    tree.files(folder)
        .forEach((path, stamp) -> {
          if (Readers.take(path)) {
            Contents.read(tree.resolve(path), path, stamp.size(), into::add)
                .ifPresent(bytes -> into.add(new SourceText(path, bytes)));
          }
        });
    return into;
  }

  private <T> List<T> each(ExecutorService pool, List<Callable<T>> work) throws IOException {
    List<Future<T>> begun = work.stream().map(pool::submit).toList();
    List<T> all = new ArrayList<>();
    for (Future<T> one : begun) {
      all.add(done(one));
    }
    return all;
  }

  private <T> T done(Future<T> work) throws IOException {
    try {
      return work.get();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + name);
    } catch (ExecutionException problem) {
      throw new IllegalStateException("looking at " + name + " failed", problem.getCause());
    }
  }

  private Outcome outcome(
      InputTree tree, NavigableMap<String, OtherFiles> others, List<GoFolders.Looked> looked) {
    Gathered all = new Gathered();
    List<Object> facts = new ArrayList<>();
    List<Digests.Entry> entries = new ArrayList<>();
    Texts texts = new Texts();
    for (GoFolders.Looked folder : looked) {
      all.add(folder.gathered());
      all.problems.addAll(folder.problems());
      entries.addAll(folder.entries());
      facts.addAll(folder.gathered().notes);
    }
    for (OtherFiles folder : others.values()) {
      all.problems.addAll(folder.problems());
      entries.addAll(folder.entries());
      facts.addAll(folder.facts());
      texts.addAll(folder.texts());
    }
    all.problems.addAll(Suppressions.malformed(texts, Risk.ruleNames(risks)));
    facts.add(tree.paths());
    facts.add(new PrivateHosts(settings.privateHosts()));
    new RuleRun(settings, risks).run(Reach.INPUT, new Evidence(facts), texts, Set.of(), all);
    entries.sort(Comparator.comparing(Digests.Entry::path));
    IdentifyReport.Source source = Digests.source(name, "", entries);
    return new Outcome(
        source.digest(),
        source.files(),
        source.bytes(),
        new Overlaps(risks).merge(all.findings),
        all.suppressed.stream().sorted(Finding.ORDER).toList(),
        all.started,
        all.problems,
        all.generated,
        all.from(),
        all.until());
  }

  private IdentifyReport report(InputTree tree, Outcome outcome) {
    tree.leaveOut("generated", outcome.generated(), false);
    Inventory inventory = new Inventory(tree);
    String kind = Files.isDirectory(input) ? "directory" : "file";
    List<Problem> problems = new ArrayList<>(tree.problems());
    problems.addAll(outcome.problems());
    return new IdentifyReport(
        settings,
        Digests.catalogue(risks),
        List.of(
            new IdentifyReport.Source(
                0, name, kind, outcome.digest(), outcome.files(), outcome.bytes())),
        outcome.findings(),
        outcome.started().stream()
            .map(inventory::component)
            .sorted(Comparator.comparing(ForeignComponent::place))
            .toList(),
        problems.stream().sorted(PROBLEMS).toList(),
        outcome.suppressed(),
        tree.leftOut(),
        Optional.empty(),
        Examined.NOTHING);
  }

  private static final Comparator<Problem> PROBLEMS =
      Comparator.comparing(Problem::file)
          .thenComparingInt(Problem::line)
          .thenComparing(Problem::problem);
}
