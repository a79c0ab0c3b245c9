// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.report.Html;
import java.util.List;

/** What was found around the component, and what was made of it. */
final class SupplyHtml {
  private final Html html;

  SupplyHtml(Html html) {
    this.html = html;
  }

  void write(RunView run) {
    inventory(run.inventory());
    findings("findings", "Findings in the host", run.findings());
    if (!run.lintStopped()) {
      findings("lint", "What lint says about the contract", run.lint());
    }
    run.artifact().ifPresent(this::artifact);
  }

  private void inventory(List<ForeignView> inventory) {
    if (inventory.isEmpty()) {
      return;
    }
    html.open("section", "aria-labelledby", "foreign");
    html.leaf("h2", "Foreign parts that the host starts", "id", "foreign");
    table("what", "kind", "started at", "governed by");
    for (ForeignView foreign : inventory) {
      html.open("tr").leaf("th", foreign.name(), "scope", "row").leaf("td", foreign.kind());
      html.open("td").leaf("code", foreign.file() + ":" + foreign.line()).close("td");
      boolean governed = !foreign.contract().isEmpty();
      html.leaf(
          "td", governed ? foreign.contract() : "no contract", "class", governed ? "yes" : "no");
      html.close("tr").line();
    }
    endTable();
    html.close("section").line();
  }

  private void findings(String id, String title, List<FindingView> findings) {
    if (findings.isEmpty()) {
      return;
    }
    html.open("section", "aria-labelledby", id).leaf("h2", title, "id", id).line();
    for (FindingView finding : findings) {
      html.open("article", "class", "finding " + finding.severity()).open("h3");
      html.leaf("span", finding.severity(), "class", "severity").text(" ");
      html.leaf("code", finding.rule()).close("h3").leaf("p", finding.message());
      html.leaf("p", finding.place(), "class", "where");
      if (!finding.excerpt().isEmpty()) {
        html.open("pre").leaf("code", finding.excerpt().strip()).close("pre");
      }
      if (!finding.why().isEmpty()) {
        html.leaf("p", finding.why());
      }
      if (!finding.fix().isEmpty()) {
        html.open("p").leaf("strong", "Fix: ").text(finding.fix()).close("p");
      }
      html.close("article").line();
    }
    html.close("section").line();
  }

  private void artifact(ArtifactView artifact) {
    html.open("section", "aria-labelledby", "artifact");
    html.leaf("h2", "The artifact and what is signed about it", "id", "artifact");
    html.open("dl", "class", "facts");
    fact("artifact", artifact.digest());
    fact("layout", artifact.layout());
    if (!artifact.keyId().isEmpty()) {
      fact("key", artifact.keyId());
    }
    artifact
        .logIndex()
        .ifPresent(index -> fact("log", "index " + index + ", root " + artifact.logRoot()));
    html.close("dl");
    if (!artifact.statements().isEmpty()) {
      table("statement", "result", "digest");
      for (ArtifactView.Statement statement : artifact.statements()) {
        html.open("tr").leaf("th", statement.type(), "scope", "row");
        html.leaf("td", statement.result());
        html.open("td").leaf("code", statement.digest()).close("td").close("tr").line();
      }
      endTable();
    }
    if (!artifact.files().isEmpty()) {
      html.open("details")
          .leaf(
              "summary",
              artifact.files().size()
                  + (artifact.files().size() == 1 ? " packaged file" : " packaged files"));
      table("file", "bytes", "digest");
      for (ArtifactView.PackagedFile file : artifact.files()) {
        html.open("tr").leaf("th", file.path(), "scope", "row");
        html.leaf("td", Long.toString(file.size()), "class", "number");
        html.open("td").leaf("code", file.digest()).close("td").close("tr").line();
      }
      endTable();
      html.close("details");
    }
    html.close("section").line();
  }

  private void fact(String name, String value) {
    html.open("div").leaf("dt", name).leaf("dd", value).close("div");
  }

  private void table(String... heads) {
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : heads) {
      html.leaf("th", head, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
  }

  private void endTable() {
    html.close("tbody").close("table").close("div");
  }
}
