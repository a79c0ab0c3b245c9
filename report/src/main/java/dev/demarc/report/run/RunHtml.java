// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.report.Html;
import dev.demarc.report.Page;

/**
 * A run as one HTML page that needs nothing else: no script, no font, no picture from elsewhere. It
 * can be mailed, archived, and read without a network.
 */
public final class RunHtml {
  private RunHtml() {}

  /** The whole page. */
  public static String of(RunView run) {
    Html html = new Html();
    String title = run.subject().contract() + ": " + run.verdict().text();
    Page.begin(html, title);
    header(html, run);
    html.open("main").line();
    run.problem().ifPresent(problem -> problem(html, run, problem));
    new TrialHtml(html).counterexamples(run);
    new StageHtml(html).write(run.stages());
    run.trial().ifPresent(trial -> new TrialHtml(html).write(trial));
    new SupplyHtml(html).write(run);
    html.open("section", "aria-labelledby", "again").leaf("h2", "Do it again", "id", "again");
    html.open("pre", "class", "command").leaf("code", run.reproduce()).close("pre");
    html.close("section").line();
    html.close("main").line();
    return Page.end(html, run.subject().tool());
  }

  private static void header(Html html, RunView run) {
    RunView.Subject subject = run.subject();
    html.open("header", "class", "top " + run.verdict().word()).line();
    html.leaf("p", subject.component(), "class", "where");
    html.open("h1").text(subject.contract() + " ");
    html.leaf("small", subject.contractVersion()).close("h1").line();
    html.open("p", "class", "says");
    verdict(html, run.verdict());
    html.text(" " + new RunText(dev.demarc.report.Style.PLAIN).lastLine(run)).close("p").line();
    html.open("dl", "class", "facts");
    fact(html, "commit", subject.commit().isEmpty() ? "none" : subject.commit());
    if (subject.dirty()) {
      fact(html, "working copy", "differs from the commit");
    }
    fact(html, "contract", subject.contractFile() + "  " + subject.contractDigest());
    run.artifact().ifPresent(artifact -> fact(html, "artifact", artifact.digest()));
    html.close("dl").line().close("header").line();
  }

  private static void fact(Html html, String name, String value) {
    html.open("div").leaf("dt", name).leaf("dd", value).close("div");
  }

  private static void problem(Html html, RunView run, RunView.Problem problem) {
    html.open("section", "class", "problem", "aria-labelledby", "problem");
    html.leaf("h2", "Stopped at the stage " + problem.stage(), "id", "problem");
    html.leaf("p", problem.what());
    if (!problem.why().isEmpty() && !run.trialSaysWhy()) {
      html.open("ul");
      problem.why().forEach(why -> html.leaf("li", why));
      html.close("ul");
    }
    if (!problem.remedy().isEmpty()) {
      html.open("p").leaf("strong", "What to do: ").text(problem.remedy()).close("p");
    }
    html.close("section").line();
  }

  /** A verdict as a coloured word with a mark, so that colour is never the only sign. */
  static void verdict(Html html, Verdict verdict) {
    html.open("span", "class", "verdict " + word(verdict));
    html.open("span", "aria-hidden", "true").text(mark(verdict)).close("span");
    html.text(" " + text(verdict)).close("span");
  }

  static String mark(Verdict verdict) {
    return switch (verdict) {
      case Verdict.Kept _ -> "✓";
      case Verdict.Broken _ -> "✗";
      case Verdict.Undecided _ -> notRun(verdict) ? "–" : "?";
    };
  }

  static String text(Verdict verdict) {
    return notRun(verdict) ? "not run" : verdict.text();
  }

  /** The class of style sheets. */
  static String word(Verdict verdict) {
    return notRun(verdict) ? "notrun" : verdict.word();
  }

  private static boolean notRun(Verdict verdict) {
    return verdict instanceof Verdict.Undecided(Reason reason) && reason == Reason.NOT_RUN;
  }
}
