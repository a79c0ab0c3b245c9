// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.conformance.TestReport;
import dev.demarc.conformance.Trial;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Tests;
import dev.demarc.contract.Verdict;
import dev.demarc.host.PrivateFolder;
import dev.demarc.pipeline.git.TrackedFile;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.pack.PackedFile;
import dev.demarc.pipeline.pack.Selection;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts what was packaged on trial, not what lies in the working copy: a file that the package lacks
 * is missed here and not by its users.
 */
public final class TestPackage implements Stage<TestPackage.Order, TestReport> {
  private static final int VERSION = 1;

  private final Path folder;

  /** Unpacks into this folder of the run, which is removed by {@link #removeFiles}. */
  public TestPackage(Path folder) {
    this.folder = folder;
  }

  /**
   * What is tested.
   *
   * @param source of the files that tests name
   * @param contract to keep
   * @param artifact that was packaged
   */
  public record Order(Source source, Contract contract, Artifact artifact) {}

  @Override
  public String name() {
    return "test";
  }

  @Override
  public List<String> inputs(Order order) {
    return List.of(
        "component.tar " + order.artifact().tar().digest(),
        "contract " + order.contract().digest());
  }

  @Override
  public Optional<Keeping<Order, TestReport>> keeping() {
    return Optional.of(new Keeping<>(VERSION, TestReport.class, this::facts));
  }

  private List<String> facts(Order order) throws IOException, InterruptedException {
    List<String> facts = new ArrayList<>(inputs(order));
    for (PackedFile file : unpack(order)) {
      facts.add(file.path() + " " + file.executable() + " " + file.digest());
    }
    facts.addAll(HostFingerprint.of(order.contract(), folder));
    return facts;
  }

  @Override
  public Outcome<TestReport> run(Order order, Place place)
      throws IOException, InterruptedException {
    TestReport report =
        Trial.run(
            order.contract(),
            folder,
            (step, done, total) ->
                place.progress().accept(step + (total == 0 ? "" : " " + done + "/" + total)));
    Verdict verdict = report.verdict();
    Outcome<TestReport> outcome =
        new Outcome<>(verdict, detail(report), List.of(), report, Optional.empty());
    Optional<Outcome.Stop> stop = stop(order, report, verdict);
    return stop.isPresent() ? outcome.stopping(stop.get()) : outcome;
  }

  /** Removes what was unpacked. */
  public void removeFiles() {
    PrivateFolder.delete(folder);
  }

  private static Optional<Outcome.Stop> stop(Order order, TestReport report, Verdict verdict) {
    List<String> why =
        report.checks().stream()
            .filter(check -> !(check.verdict() instanceof Verdict.Kept) && !benign(check.verdict()))
            .map(check -> check.name() + " " + check.verdict().text() + ": " + check.detail())
            .toList();
    if (verdict instanceof Verdict.Broken) {
      return Optional.of(
          new Outcome.Stop(
              Outcome.Ending.BROKEN,
              "the component breaks its contract: " + brokenNames(report),
              List.of(),
              "correct the component, or the contract if it promises too much"));
    }
    if (report.budgetGone()) {
      return Optional.of(
          new Outcome.Stop(
              Outcome.Ending.BUDGET_GONE,
              "the budget of the tests was gone with promises untested",
              why,
              "raise tests.budget in the contract"));
    }
    boolean insists = order.contract().tests().undecidedFails();
    if (verdict instanceof Verdict.Undecided(Reason reason) && (insists || !reason.benign())) {
      return Optional.of(
          new Outcome.Stop(
              Outcome.Ending.UNDECIDED,
              "the contract test is undecided (" + reason.word() + ")",
              why,
              insists && reason.benign()
                  ? "tests.undecided is fail: use a host that enforces what the contract names"
                  : "see the checks that are undecided"));
    }
    return Optional.empty();
  }

  private static boolean benign(Verdict verdict) {
    return verdict instanceof Verdict.Undecided(Reason reason)
        && (reason == Reason.NOT_PROMISED || reason == Reason.NOT_APPLICABLE);
  }

  private static String brokenNames(TestReport report) {
    return String.join(
        ", ",
        report.checks().stream()
            .filter(check -> check.verdict() instanceof Verdict.Broken)
            .map(check -> check.name())
            .distinct()
            .toList());
  }

  private static String detail(TestReport report) {
    Map<String, Long> counts = new LinkedHashMap<>();
    for (Dimension dimension : Dimension.values()) {
      Verdict verdict = report.dimensions().get(dimension);
      if (verdict != null) {
        counts.merge(verdict.word(), 1L, Long::sum);
      }
    }
    List<String> words = new ArrayList<>();
    counts.forEach((word, count) -> words.add(word + " " + count));
    words.add(report.cases() + " cases");
    return String.join(", ", words);
  }

  /** The packaged files, and beside them what the tests of the contract read. */
  private List<PackedFile> unpack(Order order) throws IOException, InterruptedException {
    Map<String, PackedFile> files = new LinkedHashMap<>();
    for (PackedFile file : order.source().read(testFiles(order))) {
      files.put(file.path(), file);
    }
    for (PackedFile file : order.artifact().files()) {
      files.put(file.path(), file);
    }
    PrivateFolder.delete(folder);
    Files.createDirectories(folder);
    for (PackedFile file : files.values()) {
      Path target = folder.resolve(file.path()).normalize();
      if (!target.startsWith(folder)) {
        throw new IOException(file.path() + " leads out of the package");
      }
      Files.createDirectories(target.getParent());
      Files.write(target, file.bytes());
      Files.setPosixFilePermissions(
          target, PosixFilePermissions.fromString(file.executable() ? "rwxr-xr-x" : "rw-r--r--"));
    }
    return List.copyOf(files.values());
  }

  private static List<TrackedFile> testFiles(Order order) {
    Tests tests = order.contract().tests();
    List<String> globs = new ArrayList<>(tests.examples());
    for (Tests.Declared declared : tests.declared()) {
      globs.add(declared.input());
      declared.output().ifPresent(globs::add);
    }
    if (globs.isEmpty()) {
      return List.of();
    }
    Selection selection = new Selection(globs);
    return order.source().files().stream().filter(file -> selection.selects(file.path())).toList();
  }
}
