// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Durations;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.report.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A run as lines for a terminal or a log. */
public final class RunText {
  static final int LABEL = 11;

  private final Style style;

  /** Lines in a style. */
  public RunText(Style style) {
    this.style = style;
  }

  /** The line of a stage that ended. */
  public String stage(StageView stage) {
    String lead =
        "  "
            + style.mark(stage.verdict())
            + style.paint(Style.Paint.STRONG, Style.pad(Style.safe(stage.name()), LABEL))
            + " ";
    boolean unjudged =
        stage.verdict() instanceof Verdict.Undecided(Reason reason) && reason == Reason.NOT_RUN;
    if (unjudged && stage.detail().isEmpty()) {
      return lead + style.paint(Style.of(stage.verdict()), "not run");
    }
    String took = Durations.text(stage.took());
    String reason =
        stage.verdict() instanceof Verdict.Undecided(Reason why) && !unjudged
            ? " (" + why.word() + ")"
            : "";
    String detail = Style.safe(stage.detail() + reason).strip();
    return lead
        + style.paint(
            Style.of(stage.verdict()), Style.pad(unjudged ? "stopped" : stage.verdict().word(), 9))
        + " "
        + style.paint(Style.Paint.FAINT, " ".repeat(Math.max(0, 7 - took.length())) + took)
        + (detail.isEmpty() ? "" : "  " + detail)
        + (stage.cached() ? style.paint(Style.Paint.FAINT, " (cached)") : "");
  }

  /**
   * Everything after the stages.
   *
   * @param report where the HTML report lies, when one was written
   */
  public List<String> summary(RunView run, Optional<String> report) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    subject(run.subject(), lines);
    run.trial().ifPresent(trial -> lines.addAll(new TrialText(style).table(trial)));
    inventory(run, lines);
    if (!run.lintStopped()) {
      lint(run, lines);
    }
    run.trial().ifPresent(trial -> lines.addAll(new TrialText(style).counterexamples(trial)));
    run.problem().ifPresent(problem -> problem(run, problem, lines));
    lines.add("");
    run.artifact().ifPresent(artifact -> artifact(artifact, lines));
    report.ifPresent(file -> lines.add(label("report") + Style.safe(file)));
    if (!(run.verdict() instanceof Verdict.Kept)) {
      lines.add("Reproduce: " + Style.safe(run.reproduce()));
    }
    lines.add(lastLine(run));
    return lines;
  }

  /** The line that ends the run. */
  public String lastLine(RunView run) {
    Optional<String> trial = run.trial().map(said -> LastLine.of(said.dimensions()));
    String ended =
        run.problem()
            .filter(problem -> trial.isEmpty() || !problem.stage().equals("test"))
            .map(problem -> ended(run.verdict()) + " at the stage " + problem.stage())
            .orElse("");
    String line =
        ended.isEmpty()
            ? trial.orElse(run.verdict().text())
            : ended + trial.map(said -> "; contract: " + said).orElse("");
    return style.paint(Style.of(run.verdict()), Style.safe(line));
  }

  /** Nothing was judged when a file or an option could not be used. */
  private static String ended(Verdict verdict) {
    return verdict.equals(Verdict.undecided(Reason.NOT_RUN)) ? "stopped" : verdict.word();
  }

  private void subject(RunView.Subject subject, List<String> lines) {
    lines.add(label("component") + Style.safe(subject.component()));
    if (!subject.contract().isEmpty()) {
      lines.add(
          label("contract")
              + Style.safe(subject.contract() + " " + subject.contractVersion())
              + "  "
              + style.paint(Style.Paint.FAINT, Style.safe(shortened(subject.contractDigest()))));
    }
    if (!subject.commit().isEmpty()) {
      lines.add(
          label("commit")
              + Style.safe(subject.commit())
              + (subject.dirty() ? ", the tree differs from it" : ""));
    }
  }

  private void inventory(RunView run, List<String> lines) {
    for (ForeignView foreign : run.inventory()) {
      lines.add(
          label("foreign")
              + Style.safe(
                  foreign.name()
                      + " ("
                      + foreign.kind()
                      + "), started at "
                      + foreign.file()
                      + ":"
                      + foreign.line())
              + (foreign.contract().isEmpty()
                  ? ", governed by no contract"
                  : ", governed by " + Style.safe(foreign.contract())));
    }
    run.findings().forEach(finding -> finding("finding", finding, lines));
  }

  private void finding(String label, FindingView finding, List<String> lines) {
    lines.add(
        label(label)
            + Style.safe(
                finding.severity()
                    + " "
                    + finding.rule()
                    + "  "
                    + finding.place()
                    + "  "
                    + finding.message()));
    if (!finding.fix().isEmpty()) {
      lines.add(label("") + "  fix: " + Style.safe(finding.fix()));
    }
  }

  /** Each finding about the contract; those of severity info in one line. */
  private void lint(RunView run, List<String> lines) {
    List<String> folded = new ArrayList<>();
    for (FindingView finding : run.lint()) {
      if (finding.severity().equals("info")) {
        folded.add(finding.rule());
      } else {
        finding("lint", finding, lines);
      }
    }
    if (!folded.isEmpty()) {
      lines.add(
          label("lint")
              + Style.safe(
                  folded.size()
                      + " info: "
                      + String.join(", ", folded)
                      + " (demarc contract lint "
                      + run.subject().contractFile()
                      + " shows "
                      + (folded.size() == 1 ? "it)" : "them)")));
    }
  }

  private void problem(RunView run, RunView.Problem problem, List<String> lines) {
    lines.add("");
    lines.add(
        style.paint(Style.Paint.BAD, "stage " + Style.safe(problem.stage()))
            + ": "
            + Style.safe(problem.what()));
    if (!run.trialSaysWhy()) {
      problem.why().forEach(why -> lines.add("    " + Style.safe(why)));
    }
    if (!problem.remedy().isEmpty()) {
      lines.add("What to do: " + Style.safe(problem.remedy()));
    }
  }

  private void artifact(ArtifactView artifact, List<String> lines) {
    lines.add(label("artifact") + Style.safe(artifact.digest()));
    lines.add(label("layout") + Style.safe(artifact.layout()));
    if (!artifact.keyId().isEmpty()) {
      lines.add(
          label("signed")
              + artifact.statements().size()
              + " statements by key "
              + Style.safe(artifact.keyId()));
    }
    artifact
        .logIndex()
        .ifPresent(index ->
            lines.add(
                label("log") + "index " + index + ", root " + Style.safe(artifact.logRoot())));
  }

  private String label(String name) {
    return label(style, name);
  }

  /** The word at the start of a line of facts. */
  static String label(Style style, String name) {
    return style.paint(Style.Paint.FAINT, Style.pad(name, LABEL)) + " ";
  }

  private static String shortened(String digest) {
    int hex = digest.indexOf(':') + 1;
    return digest.length() > hex + 16 ? digest.substring(0, hex + 16) + "…" : digest;
  }
}
