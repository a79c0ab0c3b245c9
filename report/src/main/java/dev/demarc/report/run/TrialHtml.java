// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Durations;
import dev.demarc.contract.Verdict;
import dev.demarc.report.Html;
import dev.demarc.report.Preview;
import java.util.List;
import java.util.stream.Collectors;

/** What the test said: counterexamples, dimensions, rows, controls. */
final class TrialHtml {
  private static final int PREVIEW = 2048;

  private final Html html;

  TrialHtml(Html html) {
    this.html = html;
  }

  void write(TrialView trial) {
    html.open("section", "aria-labelledby", "contract");
    html.leaf("h2", "The contract, four dimensions", "id", "contract").line();
    html.leaf(
        "p",
        trial.cases()
            + " cases, "
            + trial.calls()
            + " calls of the component, "
            + Durations.text(trial.took())
            + ".");
    html.open("div", "class", "cards").line();
    trial.dimensions().forEach(this::card);
    html.close("div");
    coverage(trial);
    html.close("section").line();
    if (trial.figures().given() > 0) {
      new FigureHtml(html).write(trial.figures());
    }
    controls(trial);
  }

  private void card(TrialView.DimensionView dimension) {
    html.open("article", "class", "card " + RunHtml.word(dimension.verdict()));
    html.open("h3").text(dimension.dimension().word()).text(" ");
    RunHtml.verdict(html, dimension.verdict());
    html.close("h3");
    if (dimension.checks().isEmpty()) {
      html.leaf("p", "The contract promises nothing here.");
    } else {
      checks(dimension.checks().stream().filter(check -> !kept(check)).toList());
      List<TrialView.Check> kept = dimension.checks().stream().filter(TrialHtml::kept).toList();
      if (!kept.isEmpty()) {
        html.open("details");
        html.leaf("summary", kept.size() + (kept.size() == 1 ? " check kept" : " checks kept"));
        checks(kept);
        html.close("details");
      }
    }
    html.close("article").line();
  }

  private static boolean kept(TrialView.Check check) {
    return check.verdict() instanceof Verdict.Kept;
  }

  private void checks(List<TrialView.Check> checks) {
    if (!checks.isEmpty()) {
      html.open("ul", "class", "checks");
      checks.forEach(this::check);
      html.close("ul");
    }
  }

  private void check(TrialView.Check check) {
    html.open("li", "class", RunHtml.word(check.verdict()));
    html.leaf("span", RunHtml.mark(check.verdict()), "class", "mark", "aria-hidden", "true");
    html.open("span").leaf("code", check.name()).text(" ");
    String verdict = RunHtml.text(check.verdict());
    html.leaf("span", verdict, "class", verdict.equals("kept") ? "unseen" : "word");
    html.leaf("span", check.detail(), "class", "detail").close("span").close("li");
  }

  private void coverage(TrialView trial) {
    if (trial.coverage().isEmpty()) {
      return;
    }
    html.open("dl", "class", "coverage");
    trial
        .coverage()
        .forEach((name, share) -> {
          String percent = TrialText.percent(share);
          html.open("div").leaf("dt", name + " covered").open("dd");
          html.open("span", "class", "meter", "aria-hidden", "true");
          String width = "width:" + Math.clamp(Math.round(share * 100), 0, 100) + "%";
          html.open("span", "style", width).close("span").close("span");
          html.text(" " + percent).close("dd").close("div");
        });
    html.close("dl");
  }

  private void controls(TrialView trial) {
    html.open("section", "aria-labelledby", "boundary");
    html.leaf("h2", "The boundary on this host", "id", "boundary");
    html.open("p").leaf("strong", trial.level() + " " + trial.level().effect());
    html.text(". A control that this host cannot enforce never counts as kept.").close("p");
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : List.of("control", "enforced", "measured", "by", "problem")) {
      html.leaf("th", head, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
    for (TrialView.Control control : trial.controls()) {
      html.open("tr").leaf("th", control.name(), "scope", "row");
      yes(control.enforced());
      yes(control.measured());
      html.leaf("td", control.mechanism()).leaf("td", control.problem()).close("tr").line();
    }
    html.close("tbody").close("table").close("div").close("section").line();
  }

  private void yes(boolean yes) {
    html.leaf("td", yes ? "yes" : "no", "class", yes ? "yes" : "no");
  }

  /** First on the page when something is broken: it is what the reader came for. */
  void counterexamples(RunView run) {
    run.trial().stream().flatMap(trial -> Failing.of(trial).stream()).forEach(this::counterexample);
  }

  private void counterexample(Failing failing) {
    TrialView.Counterexample found = failing.found();
    html.open("section", "class", "problem").open("h2");
    html.text("A small input breaks ");
    String names =
        failing.checks().stream().map(Failing.Broken::check).collect(Collectors.joining(", "));
    html.leaf("code", names).close("h2");
    html.open("ul", "class", "says");
    for (Failing.Broken broken : failing.checks()) {
      html.open("li").leaf("code", broken.check()).text(": " + broken.message()).close("li");
    }
    html.close("ul");
    html.open("figure").open("pre", "class", "bytes").open("code");
    for (Preview.Piece piece : Preview.of(found.bytes(), PREVIEW)) {
      switch (piece) {
        case Preview.Piece.Text(String text) -> html.text(text);
        case Preview.Piece.Named(String name, String hex) ->
            html.leaf("mark", name, "title", "bytes " + hex);
        case Preview.Piece.LineEnd(String name) ->
            html.leaf("span", name, "class", "end").constant("\n");
      }
    }
    html.close("code").close("pre").open("figcaption");
    html.text(
        "Smallest failing file found: " + found.bytes().length + " bytes, made smaller from ");
    html.text(found.originalSize() + " bytes of the case ").leaf("code", found.caseId());
    html.text(".");
    if (!found.file().isEmpty()) {
      html.text(" Kept as ").leaf("code", found.file()).text(".");
    }
    html.close("figcaption").close("figure");
    html.open("details").leaf("summary", "As hexadecimal").open("pre").open("code");
    Preview.hex(found.bytes(), PREVIEW).forEach(line -> html.text(line).constant("\n"));
    html.close("code").close("pre").close("details").close("section").line();
  }
}
