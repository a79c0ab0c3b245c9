// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify.forensics;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.capture.CaptureReader;
import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Examined;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads captures and looks at hosts, lets the rules judge all of it together, and makes the report:
 * a trace and a log of one process say more than each alone.
 */
public final class Examination {
  private final Settings settings;
  private final Engine engine;
  private final Twins twins = new Twins();
  private final boolean digests;

  /** An examination by the rules of an engine. */
  public Examination(Settings settings, Engine engine) {
    this(settings, engine, true);
  }

  private Examination(Settings settings, Engine engine, boolean digests) {
    this.settings = settings;
    this.engine = engine;
    this.digests = digests;
  }

  /**
   * The same for a report that shows no digests, of captures and of the catalogue: to digest a
   * capture costs more than to read its packets.
   */
  public Examination withoutDigests() {
    return new Examination(settings, engine, false);
  }

  /**
   * Examines these inputs together.
   *
   * @param known what of the inputs is known to be lost
   * @throws IOException when one of them cannot be opened at all; what cannot be read inside is a
   *     problem of the report
   */
  public IdentifyReport of(List<Exhibit> exhibits, List<Problem> known) throws IOException {
    engine.checkNames();
    List<IdentifyReport.Source> sources = new ArrayList<>();
    List<Object> facts = new ArrayList<>();
    settings.requestCost().ifPresent(facts::add);
    List<Problem> problems = new ArrayList<>(known);
    Optional<Instant> at = Optional.empty();
    for (Exhibit exhibit : exhibits) {
      int id = sources.size();
      if (exhibit instanceof Exhibit.Recorded capture) {
        sources.add(source(id, capture, facts, problems));
      } else if (exhibit instanceof Exhibit.Looked looked) {
        sources.add(source(id, looked, facts, problems));
      } else if (exhibit instanceof Exhibit.Declared declared) {
        facts.addAll(declared.manifest().containers());
        if (!declared.isCounted()) { // else whoever counts it says its problems too
          sources.add(source(id, declared));
          problems.addAll(declared.manifest().problems());
        }
      } else if (exhibit instanceof Exhibit.Seen(Watch watch, boolean live)) {
        facts.add(watch);
        facts.addAll(LiveSubjects.of(watch));
        sources.add(SnapshotDigest.source(id, watch, live, digests));
        problems.addAll(SnapshotDigest.problems(watch));
        at = live ? Optional.of(watch.last().at()) : at;
      } else {
        throw new IllegalStateException("of no known kind: " + exhibit.name());
      }
    }
    return report(sources, facts, problems, at);
  }

  private IdentifyReport report(
      List<IdentifyReport.Source> sources,
      List<Object> facts,
      List<Problem> problems,
      Optional<Instant> at) {
    List<String> order = sources.stream().map(IdentifyReport.Source::name).toList();
    Verdicts verdicts = new Verdicts(settings, order);
    Evidence evidence = new Evidence(facts);
    Neighbours neighbours = Neighbours.of(evidence);
    engine.risks().stream()
        .flatMap(risk -> risk.rules().stream())
        .filter(ForensicRule.class::isInstance)
        .map(ForensicRule.class::cast)
        .filter(rule -> settings.choices().runs(rule, settings.maturities()))
        .forEach(rule ->
            rule.judge(evidence)
                .filter(said -> rule.speaksOfNeighbours() || !neighbours.has(said.subject()))
                .forEach(said -> verdicts.add(rule, said)));
    List<Classified> subjects =
        facts.stream()
            .filter(Classified.class::isInstance)
            .map(Classified.class::cast)
            .filter(Classified::isListed)
            .toList();
    IdentifyReport whole =
        new IdentifyReport(
            settings,
            digests ? engine.catalogue() : "",
            sources,
            verdicts.findings(),
            List.of(),
            problems,
            List.of(),
            List.of(),
            Optional.empty(),
            new Examined(verdicts.undecided(), verdicts.ruledOut(), subjects, at));
    return settings.baseline().map(whole::under).orElse(whole);
  }

  private IdentifyReport.Source source(int id, Exhibit.Declared declared) throws IOException {
    CaptureFile file = declared.file();
    try (CaptureDigest digest = digests ? CaptureDigest.begin(file) : CaptureDigest.none()) {
      int files = declared.manifest().containers().isEmpty() ? 0 : 1; // nothing of it was read
      return new IdentifyReport.Source(
          id, file.name(), "manifest", digest.hex(), files, file.size());
    }
  }

  /** A state has no digest: it is another one a moment later. */
  private static IdentifyReport.Source source(
      int id, Exhibit.Looked looked, List<Object> facts, List<Problem> problems) {
    for (Exhibit.Look look : looked.looks()) {
      facts.addAll(look.read().facts());
      look.read().problems().stream().filter(one -> !problems.contains(one)).forEach(problems::add);
    }
    Exhibit.Look last = looked.looks().getLast();
    return new IdentifyReport.Source(
        id, looked.name(), looked.kind(), "", last.files(), last.bytes());
  }

  /** A capture that cannot be read to its end does not take the verdict on others with it. */
  private IdentifyReport.Source source(
      int id, Exhibit.Recorded capture, List<Object> facts, List<Problem> problems)
      throws IOException {
    CaptureFile file = capture.file();
    Optional<String> same =
        capture.readers().stream().anyMatch(CaptureReader::neverRepeats)
            ? twins.of(file)
            : Optional.empty();
    if (same.isPresent()) {
      problems.add(
          new Problem(file.name(), 0, "duplicate", "the bytes of " + same.get(), "nothing"));
      return new IdentifyReport.Source(id, file.name(), "duplicate", "", 1, file.size());
    }
    try {
      IdentifyReport.Source source = read(id, capture, facts, problems);
      file.damage()
          .ifPresent(text ->
              problems.add(
                  new Problem(file.name(), 0, "truncated", "gzip: " + text, "what came after")));
      return source;
    } catch (IOException reason) {
      problems.add(
          new Problem(file.name(), 0, "unreadable", String.valueOf(reason), "the rest of it"));
      return new IdentifyReport.Source(id, file.name(), "unreadable", "", 0, file.size());
    }
  }

  private IdentifyReport.Source read(
      int id, Exhibit.Recorded capture, List<Object> facts, List<Problem> problems)
      throws IOException {
    CaptureFile file = capture.file();
    List<CaptureReader> readers = capture.readers();
    if (readers.isEmpty()) {
      problems.add(
          new Problem(
              file.name(),
              0,
              CaptureReader.UNKNOWN,
              "no reader of captures knows it by its first bytes",
              "the whole file"));
    }
    try (CaptureDigest digest = digests ? CaptureDigest.begin(file) : CaptureDigest.none()) {
      List<CaptureReader> known = new ArrayList<>(readers);
      List<Problem> unknown = new ArrayList<>();
      List<CaptureReader> silent = new ArrayList<>();
      int before = facts.size();
      for (CaptureReader reader : readers) {
        var read = reader.read(file);
        if (read.facts().isEmpty() && read.problems().isEmpty()) {
          silent.add(reader);
        }
        facts.addAll(read.facts());
        for (Problem problem : read.problems()) {
          boolean isNone = problem.problem().equals(CaptureReader.UNKNOWN);
          (isNone ? unknown : problems).add(problem);
          if (isNone) {
            known.remove(reader);
          }
        }
      }
      if (facts.size() > before) {
        known.removeAll(silent);
      } else if (!unknown.isEmpty()) {
        known.clear();
        problems.addAll(unknown);
      }
      String kind =
          known.stream()
              .map(CaptureReader::kind)
              .reduce((one, other) -> one + "+" + other)
              .orElse("unknown");
      int files = known.isEmpty() ? 0 : 1;
      return new IdentifyReport.Source(id, file.name(), kind, digest.hex(), files, file.size());
    }
  }
}
