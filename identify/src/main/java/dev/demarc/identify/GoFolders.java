// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Looks at the Go source of one folder after the other, with what it sees of other files; or takes
 * what a run before this one learnt, when nothing that the folder depends on has changed.
 */
final class GoFolders {
  private final Settings settings;
  private final List<Risk> risks;
  private final InputTree tree;
  private final Map<String, OtherFiles> others;
  private final Inheritance inheritance;
  private final KeptFolders kept;
  private final Set<String> ruleNames;

  GoFolders(
      Settings settings,
      List<Risk> risks,
      InputTree tree,
      Map<String, OtherFiles> others,
      KeptFolders kept) {
    this.settings = settings;
    this.risks = risks;
    this.tree = tree;
    this.others = others;
    this.inheritance = new Inheritance(others);
    this.kept = kept;
    this.ruleNames = Risk.ruleNames(risks);
  }

  /** What a folder gave, the files that were read, and what could not be. */
  record Looked(Gathered gathered, List<Digests.Entry> entries, List<Problem> problems) {}

  Looked look(String folder) {
    Sources sources = new Sources();
    tree.files(folder)
        .forEach((path, stamp) -> {
          if (GoFolder.reads(path)) {
            kept.digest(folder, path, stamp)
                .ifPresentOrElse(
                    digest ->
                        sources.entries.put(path, new Digests.Entry(path, digest, stamp.size())),
                    () -> sources.read(path, stamp));
          }
        });
    Optional<Gathered> known = kept.gathered(folder, key(folder, sources));
    Gathered gathered = known.orElseGet(() -> gather(folder, sources));
    kept.keep(folder, key(folder, sources), sources.entries, tree.files(folder), gathered);
    return new Looked(gathered, List.copyOf(sources.entries.values()), sources.problems);
  }

  /** The Go files of one folder; of one that is known to be unchanged only the digest. */
  private final class Sources {
    private final Map<String, Digests.Entry> entries = new TreeMap<>();
    private final Map<String, byte[]> contents = new HashMap<>();
    private final List<Problem> problems = new ArrayList<>();

    void read(String path, FileStamp stamp) {
      entries.remove(path);
      Contents.read(tree.resolve(path), path, stamp.size(), problems::add)
          .ifPresent(bytes -> {
            contents.put(path, bytes);
            entries.put(path, Digests.Entry.of(path, bytes));
          });
    }

    /** Reads those too that were not opened yet. */
    void readAll() {
      for (String path : List.copyOf(entries.keySet())) {
        FileStamp stamp =
            tree.files(path.substring(0, Math.max(0, path.lastIndexOf('/')))).get(path);
        if (!contents.containsKey(path) && stamp != null) {
          read(path, stamp);
        }
      }
    }
  }

  /** Names everything that decides what a folder gives, besides the program and its settings. */
  private String key(String folder, Sources sources) {
    StringBuilder text = new StringBuilder(folder).append('\n');
    sources.entries.values().forEach(entry -> add(text, entry));
    text.append("beside\n");
    beside(folder).entries().forEach(entry -> add(text, entry));
    text.append("above\n");
    inheritance.above(folder).forEach(above -> above.entries().forEach(entry -> add(text, entry)));
    return Digests.hex(text.toString());
  }

  private static void add(StringBuilder text, Digests.Entry entry) {
    text.append(entry.path()).append('\0').append(entry.digest()).append('\n');
  }

  private OtherFiles beside(String folder) {
    return others.getOrDefault(folder, new OtherFiles());
  }

  private Gathered gather(String folder, Sources sources) {
    sources.readAll();
    GoFolder source = new GoFolder(folder);
    sources.entries.keySet().stream()
        .forEach(path -> source.add(path, sources.contents.getOrDefault(path, new byte[0])));
    Gathered into = new Gathered();
    List<Object> facts = source.facts();
    facts.addAll(beside(folder).facts());
    facts.addAll(inheritance.of(folder));
    facts.add(new PrivateHosts(settings.privateHosts()));
    Evidence evidence = new Evidence(facts);
    Texts texts = source.texts();
    into.problems.addAll(Suppressions.malformed(texts, ruleNames));
    texts.addAll(beside(folder).texts());
    into.started.addAll(Inventory.started(evidence, texts));
    new RuleRun(settings, risks).run(Reach.FOLDER, evidence, texts, source.generated(), into);
    risks.forEach(risk -> risk.notes(evidence).forEach(into.notes::add));
    into.problems.addAll(source.problems());
    into.generated = source.generated().size();
    return into;
  }
}
