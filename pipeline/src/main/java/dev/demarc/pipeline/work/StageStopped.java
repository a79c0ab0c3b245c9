// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.work;

/** Ends a course of stages early. Carries what the last stage made, so that it can be reported. */
public final class StageStopped extends Exception {
  private static final long serialVersionUID = 1L;

  private final String stage;
  private final transient Outcome.Stop stop;

  StageStopped(String stage, Outcome.Stop stop) {
    super(stop.what());
    this.stage = stage;
    this.stop = stop;
  }

  /** In which stage. */
  public String stage() {
    return stage;
  }

  /** Why. */
  public Outcome.Stop stop() {
    return stop;
  }
}
