// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.conformance.TestReport;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.contract.source.Problem;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.git.Repository;
import dev.demarc.pipeline.log.TileLog;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.sign.SignedStatement;
import dev.demarc.pipeline.sign.SigningKey;
import dev.demarc.pipeline.stage.LintContract;
import dev.demarc.pipeline.stage.Shown;
import dev.demarc.pipeline.stage.Sign;
import dev.demarc.pipeline.stage.Source;
import dev.demarc.pipeline.work.Course;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.report.run.ArtifactView;
import dev.demarc.report.run.FindingView;
import dev.demarc.report.run.ForeignView;
import dev.demarc.report.run.RunView;
import dev.demarc.report.run.StageView;
import dev.demarc.report.run.TrialView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Gathers what readers of a run are told while it goes on. */
final class RunViews {
  /** Every stage, in order: those that were not reached are shown too. */
  static final List<String> STAGES =
      List.of(
          "resolve",
          "lint",
          "diff",
          "gate",
          "package",
          "test",
          "sbom",
          "decide",
          "sign",
          "log",
          "push",
          "verify-back");

  private final Request request;
  private final Repository repository;
  private Optional<Source> source = Optional.empty();
  private Optional<Contract> contract = Optional.empty();
  private Optional<TrialView> trial = Optional.empty();
  private Optional<Verdict> tested = Optional.empty();
  private Optional<ArtifactView> artifact = Optional.empty();
  private Optional<Path> layout = Optional.empty();
  private Optional<RunView.Problem> problem = Optional.empty();
  private Optional<Path> counterexample = Optional.empty();
  private List<FindingView> lint = List.of();
  private List<FindingView> findings = List.of();
  private List<ForeignView> inventory = List.of();
  private Map<String, String> manifests = Map.of();
  private PipelineResult.Ending ending = PipelineResult.Ending.PASSED;

  RunViews(Request request, Repository repository) {
    this.request = request;
    this.repository = repository;
  }

  void source(Source resolved) {
    source = Optional.of(resolved);
  }

  void linted(LintContract.Linted linted) {
    contract = Optional.of(linted.contract());
    lint =
        linted.problems().stream()
            .sorted(Comparator.comparing(Problem::severity))
            .map(one ->
                new FindingView(
                    one.rule(),
                    one.severity().word(),
                    inRepository(one.file().getFileName().toString()),
                    one.line(),
                    one.column(),
                    one.message(),
                    "",
                    "",
                    one.fix()))
            .toList();
  }

  void gate(IdentifyReport report) {
    findings =
        report.findings().stream()
            .map(one ->
                new FindingView(
                    one.rule().toString(),
                    one.severity().word(),
                    inRepository(one.place().file()),
                    one.place().line(),
                    one.place().column(),
                    one.message(),
                    "",
                    one.why(),
                    one.fix().text()))
            .toList();
    inventory =
        report.components().stream()
            .map(one ->
                new ForeignView(
                    one.script().or(one::command).orElse("?"),
                    one.kind(),
                    inRepository(one.place().file()),
                    one.place().line(),
                    governs(one.script())))
            .toList();
  }

  void tested(TestReport report, Counterexamples files) throws IOException {
    files.write(report, contract.orElseThrow().input().mediaType());
    counterexample = files.smallest();
    trial = Optional.of(TrialViews.of(report, files));
    tested = Optional.of(report.verdict());
  }

  void signed(
      Artifact made, Sign.Signed signed, SigningKey key, List<TileLog.Place> places, Path written) {
    layout = Optional.of(written);
    Map<String, String> digests = new HashMap<>();
    signed.attachments().manifests().forEach((role, one) -> digests.put(role, one.toString()));
    manifests = digests;
    List<ArtifactView.Statement> statements = new ArrayList<>();
    for (SignedStatement one : signed.statements()) {
      Digest digest =
          signed
              .attachments()
              .manifests()
              .getOrDefault(one.statement().predicateType(), one.digest());
      statements.add(
          new ArtifactView.Statement(
              one.statement().predicateType(), one.statement().result(), digest.toString()));
    }
    artifact =
        Optional.of(
            new ArtifactView(
                made.digest().toString(),
                Shown.path(written, request.cwd()),
                key.id().toString(),
                statements,
                OptionalLong.of(places.getFirst().index()),
                places.getLast().root().toString(),
                made.files().stream()
                    .map(file ->
                        new ArtifactView.PackagedFile(
                            file.path(), file.bytes().length, file.digest().toString()))
                    .toList()));
  }

  void stopped(String stage, Outcome.Stop stop) {
    problem = Optional.of(new RunView.Problem(stage, stop.what(), stop.why(), stop.remedy()));
    ending =
        switch (stop.ending()) {
          case BROKEN -> PipelineResult.Ending.BROKEN;
          case USAGE -> PipelineResult.Ending.USAGE;
          case UNDECIDED -> PipelineResult.Ending.UNDECIDED;
          case BUDGET_GONE -> PipelineResult.Ending.BUDGET_GONE;
        };
  }

  PipelineResult result(List<Course.Step> steps, Path runFolder) {
    RunView view =
        new RunView(
            subject(),
            verdict(),
            stages(steps),
            lint,
            trial,
            inventory,
            findings,
            artifact,
            problem,
            reproduce());
    return new PipelineResult(ending, view, runFolder, layout, manifests);
  }

  private Verdict verdict() {
    return switch (ending) {
      case PASSED -> tested.orElse(Verdict.kept());
      case BROKEN -> Verdict.broken();
      case USAGE, BUDGET_GONE -> Verdict.undecided(Reason.NOT_RUN);
      case UNDECIDED ->
          tested
              .filter(verdict -> verdict instanceof Verdict.Undecided)
              .orElse(Verdict.undecided(Reason.UNAVAILABLE));
    };
  }

  private RunView.Subject subject() {
    String file = source.map(Source::contractFile).orElse("");
    return new RunView.Subject(
        repository.prefix().isEmpty() ? "." : repository.prefix(),
        contract.map(one -> one.metadata().name()).orElse(""),
        contract.map(one -> one.metadata().version()).orElse(""),
        contract.map(Contract::digest).orElse(""),
        inRepository(file),
        source.map(one -> one.commit().id()).orElse(""),
        source.map(Source::dirty).orElse(false),
        "demarc " + request.program().version());
  }

  private static List<StageView> stages(List<Course.Step> steps) {
    List<StageView> views = new ArrayList<>();
    for (String name : STAGES) {
      views.add(
          steps.stream()
              .filter(step -> step.stage().equals(name))
              .findFirst()
              .map(step ->
                  new StageView(
                      name,
                      step.verdict(),
                      step.detail(),
                      step.took(),
                      step.cached(),
                      step.in(),
                      step.out()))
              .orElse(
                  new StageView(
                      name,
                      Verdict.undecided(Reason.NOT_RUN),
                      "",
                      Duration.ZERO,
                      false,
                      List.of(),
                      List.of())));
    }
    return views;
  }

  /** What shows the break by itself when there is one, else the run again. */
  private String reproduce() {
    String program = Shown.word(request.program().name());
    String file =
        source.map(one -> Shown.word(Shown.path(one.contractPath(), request.cwd()))).orElse("");
    if (counterexample.isPresent()) {
      return Counterexamples.command(program, file, counterexample.get(), request.cwd());
    }
    StringBuilder again = new StringBuilder(program + " pipeline run ");
    again.append(Shown.word(Shown.path(request.component(), request.cwd())));
    if (request.contract().isPresent()) {
      again.append(" --contract ").append(file);
    }
    if (request.allowDirty()) {
      again.append(" --allow-dirty");
    }
    return again.toString();
  }

  /** Which contract governs a script: that of this run, when it starts the script. */
  private String governs(Optional<String> script) {
    boolean same =
        script.isPresent()
            && contract.isPresent()
            && contract.get().component().command().stream()
                .anyMatch(
                    word -> Path.of(word).normalize().equals(Path.of(script.get()).normalize()));
    return same ? contract.get().metadata().name() : "";
  }

  private String inRepository(String file) {
    return repository.prefix().isEmpty() || file.isEmpty()
        ? file
        : repository.prefix() + "/" + file;
  }
}
