// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

import dev.demarc.pipeline.digest.Digest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One stage of the pipeline: takes a value, gives a value and a verdict.
 *
 * @param <I> what it reads
 * @param <O> what it makes
 */
public interface Stage<I, O> {
  /** Its name in output and records. */
  String name();

  /** What it reads, {@code name digest} or a few words each, for the record. */
  List<String> inputs(I input);

  /** Does it. */
  Outcome<O> run(I input, Place place) throws IOException, InterruptedException;

  /** How its results are kept for another run; empty when it must run each time. */
  default Optional<Keeping<I, O>> keeping() {
    return Optional.empty();
  }

  /**
   * Where it runs.
   *
   * @param folder of this stage in this run, for what it leaves behind
   * @param progress hears how far it is
   */
  record Place(Path folder, Consumer<String> progress) {}

  /**
   * How results are kept for another run.
   *
   * @param version of the stage: another one never takes this one's results
   * @param type of its result as it is written
   * @param facts everything that the result depends on besides the program itself
   * @param <I> what the stage reads
   * @param <O> what it makes
   */
  record Keeping<I, O>(int version, Class<O> type, Facts<I> facts) {}

  /** Everything that a result depends on. */
  @FunctionalInterface
  interface Facts<I> {
    /** One line each, in a fixed order. */
    List<String> of(I input) throws IOException, InterruptedException;
  }

  /** The key under which a result is kept. */
  static Digest key(String stage, int version, Digest tool, List<String> facts) {
    return Digest.of(stage + " " + version + "\n" + tool + "\n" + String.join("\n", facts));
  }
}
