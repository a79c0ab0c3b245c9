// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import dev.demarc.contract.Verdict;
import java.time.Duration;

/** Hears what a run does while it does it. Called on the thread of the run. */
public interface Listener {
  /** A stage begins. */
  void started(String stage);

  /** A stage goes on: a few words about how far it is. */
  void progress(String stage, String words);

  /** A stage has ended. */
  void finished(String stage, Verdict verdict, String detail, Duration took, boolean cached);

  /** Something that the user must be told whatever the format, for example a key that was made. */
  void notice(String text);

  /** Hears nothing. */
  static Listener silent() {
    return new Listener() {
      @Override
      public void started(String stage) {}

      @Override
      public void progress(String stage, String words) {}

      @Override
      public void finished(
          String stage, Verdict verdict, String detail, Duration took, boolean cached) {}

      @Override
      public void notice(String text) {}
    };
  }
}
