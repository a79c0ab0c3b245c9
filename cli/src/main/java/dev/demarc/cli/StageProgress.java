// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.Verdict;
import dev.demarc.pipeline.Listener;
import dev.demarc.report.Style;
import dev.demarc.report.run.RunText;
import dev.demarc.report.run.StageView;
import java.time.Duration;
import java.util.List;

/**
 * Prints each stage as it ends, and the one that runs where a person looks. With JSON on standard
 * output the stages go to standard error.
 */
final class StageProgress implements Listener {
  private final Console console;
  private final boolean aside;
  private final RunText text;

  StageProgress(Console console, boolean aside) {
    this.console = console;
    this.aside = aside;
    text = new RunText(aside ? console.errStyle() : console.outStyle());
  }

  @Override
  public void started(String stage) {
    console.live("  " + stage + " …");
  }

  @Override
  public void progress(String stage, String words) {
    console.live("  " + stage + " … " + words);
  }

  @Override
  public void finished(
      String stage, Verdict verdict, String detail, Duration took, boolean cached) {
    String line =
        text.stage(new StageView(stage, verdict, detail, took, cached, List.of(), List.of()));
    if (aside) {
      console.note(line);
    } else {
      console.line(line);
      console.flush();
    }
  }

  @Override
  public void notice(String words) {
    console.note(console.errStyle().paint(Style.Paint.OPEN, "demarc: ") + words);
  }
}
