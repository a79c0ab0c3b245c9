// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.file.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Runs stages one after the other: looks in the cache, measures, keeps the record of each. */
public final class Course {
  private final Workspace workspace;
  private final Digest tool;
  private final Observer observer;
  private final List<Step> steps = new ArrayList<>();

  /** A course in a workspace for a tool of this digest. */
  public Course(Workspace workspace, Digest tool, Observer observer) {
    this.workspace = workspace;
    this.tool = tool;
    this.observer = observer;
  }

  /** Hears about stages. */
  public interface Observer {
    /** A stage begins. */
    void started(String stage);

    /** A stage goes on. */
    void progress(String stage, String words);

    /** A stage has ended. */
    void finished(Step step);
  }

  /**
   * A stage that was run.
   *
   * @param stage its name
   * @param verdict what it says
   * @param detail a few words
   * @param took wall time
   * @param cached the result was taken from the cache
   * @param in what it read
   * @param out what it made
   */
  public record Step(
      String stage,
      Verdict verdict,
      String detail,
      Duration took,
      boolean cached,
      List<String> in,
      List<String> out) {
    /** Copies the lists. */
    public Step {
      in = List.copyOf(in);
      out = List.copyOf(out);
    }
  }

  /** The stages that were run so far. */
  public List<Step> steps() {
    return List.copyOf(steps);
  }

  /**
   * Runs a stage and gives what came of it, whether or not it stops the course: the caller calls
   * {@link #goOn} once it has taken what it wants to report.
   */
  public <I, O> Outcome<O> run(Stage<I, O> stage, I input)
      throws IOException, InterruptedException, StageStopped {
    observer.started(stage.name());
    Path folder = Files.createDirectories(workspace.run().resolve(stage.name()));
    long start = System.nanoTime();
    Optional<Digest> key = Optional.empty();
    List<String> in = stage.inputs(input);
    try {
      Optional<Stage.Keeping<I, O>> keeping = stage.keeping();
      if (keeping.isPresent()) {
        List<String> facts = keeping.get().facts().of(input);
        key = Optional.of(Stage.key(stage.name(), keeping.get().version(), tool, facts));
        Optional<Outcome<O>> kept =
            workspace.cache().find(stage.name(), key.get(), keeping.get().type());
        if (kept.isPresent()) {
          record(step(stage, kept.get(), start, true, in), key);
          return kept.get();
        }
      }
      Outcome<O> outcome =
          stage.run(
              input, new Stage.Place(folder, words -> observer.progress(stage.name(), words)));
      if (key.isPresent()) {
        workspace.cache().keep(stage.name(), key.get(), outcome);
      }
      record(step(stage, outcome, start, false, in), key);
      return outcome;
    } catch (DemarcException e) {
      throw failed(stage.name(), e, start, in, key);
    }
  }

  /** The value of an outcome, or the end of the course. */
  public <O> O goOn(String stage, Outcome<O> outcome) throws StageStopped {
    if (outcome.stop().isPresent()) {
      throw new StageStopped(stage, outcome.stop().get());
    }
    return outcome.value();
  }

  private static Step step(
      Stage<?, ?> stage, Outcome<?> outcome, long start, boolean cached, List<String> in) {
    return new Step(
        stage.name(),
        outcome.verdict(),
        outcome.detail(),
        Duration.ofNanos(System.nanoTime() - start),
        cached,
        in,
        outcome.made());
  }

  private StageStopped failed(
      String stage, DemarcException e, long start, List<String> in, Optional<Digest> key)
      throws IOException {
    Outcome.Ending ending =
        switch (e.kind()) {
          case USAGE -> Outcome.Ending.USAGE;
          case BROKEN -> Outcome.Ending.BROKEN;
          case CANNOT -> Outcome.Ending.UNDECIDED;
        };
    Verdict verdict =
        switch (ending) {
          case BROKEN -> Verdict.broken();
          case USAGE -> Verdict.undecided(Reason.NOT_RUN);
          case UNDECIDED, BUDGET_GONE -> Verdict.undecided(Reason.UNAVAILABLE);
        };
    String message = e.getMessage() == null ? "failed" : e.getMessage();
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    record(new Step(stage, verdict, message, took, false, in, List.of()), key);
    return new StageStopped(stage, new Outcome.Stop(ending, message, e.details(), e.remedy()));
  }

  private void record(Step step, Optional<Digest> key) throws IOException {
    steps.add(step);
    ObjectNode node = Json.MAPPER.createObjectNode();
    node.put("stage", step.stage());
    node.set("in", Json.MAPPER.valueToTree(step.in()));
    node.set("out", Json.MAPPER.valueToTree(step.out()));
    node.put("tool", tool.toString());
    node.put("cacheKey", key.map(Digest::toString).orElse(""));
    node.put("cached", step.cached());
    node.put("verdict", step.verdict().word());
    if (step.verdict() instanceof Verdict.Undecided(Reason reason)) {
      node.put("reason", reason.word());
    }
    node.put("detail", step.detail());
    node.put("tookMillis", step.took().toMillis());
    WholeFile.write(
        workspace.run().resolve(step.stage()).resolve("stage.json"),
        Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(node));
    observer.finished(step);
  }
}
