// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.conformance.TestReport;
import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.pipeline.attest.Summary;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.git.Repository;
import dev.demarc.pipeline.log.Entry;
import dev.demarc.pipeline.log.TileLog;
import dev.demarc.pipeline.pack.Artifact;
import dev.demarc.pipeline.sbom.BillOfMaterials;
import dev.demarc.pipeline.sign.KeyRing;
import dev.demarc.pipeline.sign.SigningKey;
import dev.demarc.pipeline.stage.AppendToLog;
import dev.demarc.pipeline.stage.CompareContracts;
import dev.demarc.pipeline.stage.Decide;
import dev.demarc.pipeline.stage.Gate;
import dev.demarc.pipeline.stage.LintContract;
import dev.demarc.pipeline.stage.ListMaterials;
import dev.demarc.pipeline.stage.PackageComponent;
import dev.demarc.pipeline.stage.Push;
import dev.demarc.pipeline.stage.Resolve;
import dev.demarc.pipeline.stage.Sign;
import dev.demarc.pipeline.stage.Source;
import dev.demarc.pipeline.stage.TestPackage;
import dev.demarc.pipeline.stage.VerifyBack;
import dev.demarc.pipeline.work.Course;
import dev.demarc.pipeline.work.Outcome;
import dev.demarc.pipeline.work.ProgramDigest;
import dev.demarc.pipeline.work.Stage;
import dev.demarc.pipeline.work.StageStopped;
import dev.demarc.pipeline.work.Workspace;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** One run from commit to verified artifact. */
public final class Pipeline {
  private final Request request;
  private final Repository repository;
  private final Workspace workspace;
  private final Course course;
  private final RunViews views;

  private Pipeline(Request request, Listener listener, Repository repository, Workspace workspace)
      throws IOException {
    this.request = request;
    this.repository = repository;
    this.workspace = workspace;
    this.course =
        new Course(workspace, ProgramDigest.of(request.program().build()), new Telling(listener));
    this.views = new RunViews(request, repository);
  }

  /**
   * Runs every stage and says how it ended. Throws {@link DemarcException} when it cannot even
   * begin: no repository, no commit, a dirty tree, another run under way; and when it cannot go on:
   * the disk is full, a folder cannot be written.
   *
   * @param keys folder of this user's keys, made when it is missing
   * @throws InterruptedException when the thread was told to stop; nothing is half-written then
   */
  public static PipelineResult run(Request request, Listener listener, Path keys)
      throws InterruptedException {
    try {
      Repository repository = Repository.around(request.component());
      try (Workspace workspace = Workspace.take(repository.top())) {
        return new Pipeline(request, listener, repository, workspace)
            .run(new KeyRing(keys, listener::notice));
      }
    } catch (ClosedByInterruptException e) {
      Thread.interrupted(); // files say it by closing; the caller is told by the exception alone
      InterruptedException stopped = new InterruptedException("while writing a file");
      stopped.initCause(e);
      throw stopped;
    } catch (FileSystemException e) {
      throw cannot(e.getFile() + ": " + reason(e));
    } catch (IOException e) {
      throw cannot(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
    }
  }

  private static String reason(FileSystemException problem) {
    return switch (problem) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or folder";
      default ->
          problem.getReason() == null
              ? problem.getClass().getSimpleName()
              : String.valueOf(problem.getReason());
    };
  }

  private PipelineResult run(KeyRing ring) throws IOException, InterruptedException {
    try {
      stages(ring);
    } catch (StageStopped stopped) {
      if (stopped.stage().equals("resolve")) {
        throw beginning(stopped.stop());
      }
      views.stopped(stopped.stage(), stopped.stop());
    }
    return views.result(course.steps(), workspace.run());
  }

  /** The whole pipeline, in order. */
  private void stages(KeyRing ring) throws IOException, InterruptedException, StageStopped {
    Source source =
        run(
            new Resolve(),
            new Resolve.Order(
                repository,
                request.component(),
                request.contract(),
                request.commit(),
                request.allowDirty()));
    views.source(source);
    SigningKey key = key(source, ring);

    Outcome<LintContract.Linted> lint =
        course.run(new LintContract(), new LintContract.Order(source, request.cwd()));
    views.linted(lint.value());
    Contract contract = course.goOn("lint", lint).contract();

    Path logFolder = workspace.folder().resolve("log");
    TileLog log = TileLog.open(logFolder, ring.logKey());
    run(new CompareContracts(), new CompareContracts.Order(contract, log));

    Outcome<IdentifyReport> gate =
        course.run(new Gate(), new Gate.Order(source, request.program().version()));
    views.gate(gate.value());
    course.goOn("gate", gate);

    Artifact artifact = run(new PackageComponent(), new PackageComponent.Order(source, contract));
    TestReport report = test(source, contract, artifact);
    BillOfMaterials bill =
        run(new ListMaterials(), new ListMaterials.Order(contract, source.commit(), artifact));
    Summary summary = run(new Decide(), report);

    Sign.Signed signed =
        run(
            new Sign(),
            new Sign.Order(
                source,
                contract,
                artifact,
                report,
                bill,
                summary,
                key,
                request.program().version()));
    List<TileLog.Place> places =
        run(
            new AppendToLog(),
            new AppendToLog.Order(
                log, signed.statements(), key, release(source, contract, artifact)));
    Path layout =
        run(
            new Push(),
            new Push.Order(signed.attachments(), layout(source, contract), request.cwd()));
    views.signed(artifact, signed, key, places, layout);
    run(
        new VerifyBack(),
        new VerifyBack.Order(
            request.program().self(),
            layout.toAbsolutePath(),
            workspace.run().resolve("sign").resolve("key.pub"),
            logFolder,
            artifact.digest().toString()));
  }

  private <I, O> O run(Stage<I, O> stage, I input)
      throws IOException, InterruptedException, StageStopped {
    return course.goOn(stage.name(), course.run(stage, input));
  }

  private TestReport test(Source source, Contract contract, Artifact artifact)
      throws IOException, InterruptedException, StageStopped {
    TestPackage stage = new TestPackage(workspace.run().resolve("test").resolve("package"));
    try {
      Outcome<TestReport> outcome =
          course.run(stage, new TestPackage.Order(source, contract, artifact));
      views.tested(
          outcome.value(), new Counterexamples(workspace.run().resolve("test"), request.cwd()));
      return course.goOn(stage.name(), outcome);
    } finally {
      stage.removeFiles();
    }
  }

  /** A dirty tree is only ever signed with the development key: it must not look like a release. */
  private SigningKey key(Source source, KeyRing ring) throws IOException {
    if (request.key().isEmpty()) {
      return ring.development();
    }
    if (source.dirty()) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "a working copy that differs from its commit is never signed with a release key",
          "leave out --key, or commit first");
    }
    return SigningKey.read(request.key().get(), SigningKey.Kind.GIVEN);
  }

  /** What is tried from a dirty tree lies beside the release and never replaces it. */
  private Path layout(Source source, Contract contract) {
    String name = contract.metadata().name() + (source.dirty() ? ".dirty" : "");
    return request.layout().orElseGet(() -> workspace.folder().resolve("layout").resolve(name));
  }

  private static Optional<Entry.Release> release(
      Source source, Contract contract, Artifact artifact) {
    return source.dirty()
        ? Optional.empty()
        : Optional.of(
            new Entry.Release(
                contract.metadata().name(),
                Digest.parse(contract.digest()),
                artifact.digest(),
                source.commit().id()));
  }

  private static DemarcException beginning(Outcome.Stop stop) {
    DemarcException.Kind kind =
        switch (stop.ending()) {
          case BROKEN -> DemarcException.Kind.BROKEN;
          case USAGE -> DemarcException.Kind.USAGE;
          case UNDECIDED, BUDGET_GONE -> DemarcException.Kind.CANNOT;
        };
    return new DemarcException(kind, stop.what(), stop.why(), stop.remedy());
  }

  private static DemarcException cannot(String what) {
    return new DemarcException(
        DemarcException.Kind.CANNOT,
        what,
        "see who may write there and whether the disk is full, then run it again: nothing is"
            + " half-written");
  }

  /** Passes on what a course tells. */
  private record Telling(Listener listener) implements Course.Observer {
    @Override
    public void started(String stage) {
      listener.started(stage);
    }

    @Override
    public void progress(String stage, String words) {
      listener.progress(stage, words);
    }

    @Override
    public void finished(Course.Step step) {
      listener.finished(step.stage(), step.verdict(), step.detail(), step.took(), step.cached());
    }
  }
}
