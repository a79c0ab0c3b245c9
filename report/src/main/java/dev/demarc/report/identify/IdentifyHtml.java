// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Problem;
import dev.demarc.identify.Examined;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.ForeignComponent;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Severity;
import dev.demarc.report.Html;
import dev.demarc.report.Page;
import dev.demarc.report.Style;
import java.util.List;
import java.util.Optional;

/**
 * A report of identify as one HTML page that needs nothing else: no script, no font, no picture
 * from elsewhere.
 */
final class IdentifyHtml {
  private static final int MOST_FINDINGS = 2_000;
  private static final int MOST_ROWS = 5_000;

  private final Surroundings around;
  private final Excerpt excerpt;
  private final Html html = new Html();

  IdentifyHtml(Surroundings around) {
    this.around = around;
    this.excerpt = new Excerpt(around.plain());
  }

  String of(IdentifyReport report) {
    String name = report.inputs().isEmpty() ? "" : report.inputs().getFirst().name();
    String shown = name.equals(".") ? "this tree" : name;
    Page.begin(html, "Demarc: " + Worst.counts(report) + " in " + shown);
    header(report, shown);
    html.open("main").line();
    findings(report);
    if (!report.components().isEmpty()) {
      html.open("section", "aria-labelledby", "starts");
      html.leaf("h2", "Who starts whom", "id", "starts");
      new StartsPicture(html).draw(report.components());
      html.close("section").line();
      components(report.components());
    }
    examined(report.examined());
    suppressed(report);
    problems(report.problems());
    html.close("main").line();
    return Page.end(html, "demarc " + report.settings().version());
  }

  private void examined(Examined examined) {
    if (examined.isEmpty()) {
      return;
    }
    html.open("section", "aria-labelledby", "seen");
    html.leaf("h2", "Undecided, seen, ruled out", "id", "seen").open("pre");
    List<String> lines = new ForensicText(Style.PLAIN).besideFindings(examined);
    lines.forEach(line -> html.text(line).line());
    html.close("pre").close("section").line();
  }

  private void header(IdentifyReport report, String name) {
    html.open("header", "class", "top").line().leaf("p", name, "class", "where");
    html.leaf("h1", "What is not Go's doing");
    html.open("p", "class", "says");
    String verdict = report.fails() ? "broken" : report.findings().isEmpty() ? "kept" : "undecided";
    html.leaf("span", Worst.counts(report), "class", "verdict " + verdict);
    html.text(" " + (report.findings().isEmpty() ? "" : Worst.gate(report))).close("p").line();
    html.open("dl", "class", "facts");
    fact("read", Worst.count(Worst.files(report), "file"));
    fact("starts", Worst.count(report.components().size(), "place"));
    if (!report.suppressed().isEmpty()) {
      fact("not counted", report.suppressed().size() + " suppressed or in the baseline");
    }
    if (!report.problems().isEmpty()) {
      fact("not read", Worst.count(report.problems().size(), "problem"));
    }
    fact("catalogue", report.catalogue());
    html.close("dl").line().close("header").line();
  }

  private void fact(String name, String value) {
    html.open("div").leaf("dt", name).leaf("dd", value).close("div");
  }

  private void findings(IdentifyReport report) {
    List<Finding> kept = Worst.kept(report.findings(), MOST_FINDINGS);
    for (Severity severity : Severity.values()) {
      List<Finding> own = kept.stream().filter(one -> one.severity() == severity).toList();
      if (own.isEmpty()) {
        continue;
      }
      html.open("section", "aria-labelledby", severity.word());
      html.leaf("h2", report.count(severity) + " " + severity.word(), "id", severity.word()).line();
      own.forEach(this::finding);
      html.close("section").line();
    }
    int missing = report.findings().size() - kept.size();
    if (missing > 0) {
      html.open("section")
          .leaf("p", missing + " more findings, the least severe ones, are in the JSON only.")
          .close("section");
    }
  }

  private void finding(Finding finding) {
    html.open("article", "class", "finding " + finding.severity().word()).open("h3");
    html.leaf("span", finding.severity().word(), "class", "severity").text(" ");
    html.leaf("code", finding.rule().toString()).close("h3").leaf("p", finding.message());
    html.leaf("p", around.path(finding.place().toString()), "class", "where");
    Fact first = finding.evidence().getFirst();
    if (!first.text().isEmpty()) {
      html.open("pre").open("code");
      excerpt.of(finding).forEach(line -> html.text(line).line());
      html.close("code").close("pre");
    }
    List<Fact> more = finding.evidence().subList(1, finding.evidence().size());
    if (!more.isEmpty()) {
      html.open("ul", "class", "says");
      for (Fact fact : more) {
        html.open("li");
        fact.place()
            .ifPresent(place ->
                html.leaf("span", around.path(place.toString()), "class", "where").text(" "));
        html.leaf("code", Excerpt.line(fact.text()).strip()).close("li");
      }
      html.close("ul");
    }
    html.leaf("p", finding.why());
    html.open("p").leaf("strong", "Fix: ").text(finding.fix().text()).close("p");
    html.open("details").leaf("summary", "more about this rule");
    html.open("pre", "class", "command")
        .leaf("code", "demarc explain " + finding.rule())
        .close("pre");
    html.close("details").close("article").line();
  }

  private void components(List<ForeignComponent> components) {
    html.open("section", "aria-labelledby", "foreign");
    html.leaf("h2", "Foreign components that this tree starts", "id", "foreign");
    table("command", "kind", "known", "started at", "in", "file of the tree");
    for (ForeignComponent one : components.stream().limit(MOST_ROWS).toList()) {
      html.open("tr").leaf("th", StartsPicture.command(one), "scope", "row");
      html.leaf("td", one.kind()).leaf("td", one.known());
      html.open("td").leaf("code", around.path(one.place().toString())).close("td");
      html.leaf("td", one.how() + " in " + one.function());
      html.leaf("td", one.script().orElse("")).close("tr").line();
    }
    endTable(components.size());
    html.close("section").line();
  }

  private void suppressed(IdentifyReport report) {
    if (report.suppressed().isEmpty()) {
      return;
    }
    html.open("section", "aria-labelledby", "aside");
    html.leaf("h2", "Suppressed, or in the baseline", "id", "aside");
    table("rule", "where", "because");
    for (Finding finding : report.suppressed().stream().limit(MOST_ROWS).toList()) {
      html.open("tr").leaf("th", finding.rule().toString(), "scope", "row");
      html.open("td").leaf("code", around.path(finding.place().toString())).close("td");
      Optional<String> by = finding.suppressed().map(one -> one.by() + " " + one.reason());
      html.leaf("td", by.orElse("the baseline knows it")).close("tr").line();
    }
    endTable(report.suppressed().size());
    html.close("section").line();
  }

  private void problems(List<Problem> problems) {
    if (problems.isEmpty()) {
      return;
    }
    html.open("section", "aria-labelledby", "problems");
    html.leaf("h2", "What could not be read whole", "id", "problems");
    table("file", "problem", "lost");
    for (Problem problem : problems.stream().limit(MOST_ROWS).toList()) {
      String line = problem.line() > 0 ? ":" + problem.line() : "";
      html.open("tr").leaf("th", around.path(problem.file()) + line, "scope", "row");
      html.leaf("td", problem.problem() + ": " + problem.text());
      html.leaf("td", problem.lost()).close("tr").line();
    }
    endTable(problems.size());
    html.close("section").line();
  }

  private void table(String... heads) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : heads) {
      html.leaf("th", head, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
  }

  private void endTable(int all) {
    html.close("tbody").close("table").close("div");
    if (all > MOST_ROWS) {
      html.leaf("p", (all - MOST_ROWS) + " more are in the JSON only.");
    }
  }
}
