// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.contract.Durations;
import dev.demarc.contract.Verdict;
import dev.demarc.report.Html;
import java.util.List;
import java.util.stream.Collectors;

/** The stages as a picture and as a table. */
final class StageHtml {
  private static final int CELL = 118;
  private static final int ROW = 96;
  private static final int RADIUS = 15;

  private final Html html;

  StageHtml(Html html) {
    this.html = html;
  }

  void write(List<StageView> stages) {
    html.open("section", "aria-labelledby", "stages").leaf("h2", "Stages", "id", "stages").line();
    graph(stages, 6, "wide");
    graph(stages, 3, "narrow");
    html.open("details").leaf("summary", "What each stage read and made");
    html.open("div", "class", "scroll").open("table").open("thead").open("tr");
    for (String head : List.of("stage", "result", "time", "detail", "read", "made")) {
      html.leaf("th", head, "scope", "col");
    }
    html.close("tr").close("thead").open("tbody").line();
    stages.forEach(this::row);
    html.close("tbody").close("table").close("div").close("details").close("section").line();
  }

  private void row(StageView stage) {
    html.open("tr").leaf("th", stage.name(), "scope", "row").open("td");
    RunHtml.verdict(html, stage.verdict());
    html.close("td").leaf("td", time(stage), "class", "number").leaf("td", stage.detail());
    list(stage.in());
    list(stage.out());
    html.close("tr").line();
  }

  private void list(List<String> words) {
    html.open("td");
    words.forEach(word -> html.leaf("code", word, "class", "block"));
    html.close("td");
  }

  private static String time(StageView stage) {
    if (RunHtml.word(stage.verdict()).equals("notrun")) {
      return "";
    }
    return Durations.text(stage.took()) + (stage.cached() ? " cached" : "");
  }

  /** Stages in rows that are read from left to right, each joined to the next. */
  private void graph(List<StageView> stages, int columns, String when) {
    int rows = (stages.size() + columns - 1) / columns;
    html.open(
        "svg",
        "class",
        "graph " + when,
        "viewBox",
        "0 0 " + columns * CELL + " " + Math.max(1, rows) * ROW,
        "role",
        "img",
        "aria-label",
        label(stages));
    for (int at = 0; at + 1 < stages.size(); at++) {
      edge(at, columns, RunHtml.word(stages.get(at + 1).verdict()));
    }
    for (int at = 0; at < stages.size(); at++) {
      node(stages.get(at), centreX(at, columns), centreY(at, columns));
    }
    html.close("svg").line();
  }

  private static String label(List<StageView> stages) {
    return stages.stream()
        .map(stage -> stage.name() + " " + RunHtml.text(stage.verdict()))
        .collect(Collectors.joining(", "));
  }

  private void edge(int at, int columns, String next) {
    int fromX = centreX(at, columns);
    int fromY = centreY(at, columns);
    int toX = centreX(at + 1, columns);
    int toY = centreY(at + 1, columns);
    String path =
        fromY == toY
            ? "M" + (fromX + RADIUS) + " " + fromY + "H" + (toX - RADIUS)
            : turn(fromX, fromY, toX, toY, columns);
    html.open("path", "d", path, "class", "edge " + next).close("path");
  }

  /** From the end of a row down and back to the start of the next. */
  private static String turn(int fromX, int fromY, int toX, int toY, int columns) {
    int right = columns * CELL - 8;
    int middle = fromY + ROW - RADIUS - 17;
    return "M"
        + (fromX + RADIUS)
        + " "
        + fromY
        + "H"
        + right
        + "V"
        + middle
        + "H8V"
        + toY
        + "H"
        + (toX - RADIUS);
  }

  private void node(StageView stage, int x, int y) {
    Verdict verdict = stage.verdict();
    html.open("g", "class", "node " + RunHtml.word(verdict));
    html.open("circle", "cx", "" + x, "cy", "" + y, "r", "" + RADIUS).close("circle");
    html.leaf("text", RunHtml.mark(verdict), "x", "" + x, "y", "" + (y + 5), "class", "mark");
    html.leaf("text", stage.name(), "x", "" + x, "y", "" + (y + RADIUS + 16), "class", "name");
    html.leaf("text", time(stage), "x", "" + x, "y", "" + (y + RADIUS + 30), "class", "time");
    html.close("g");
  }

  private static int centreX(int at, int columns) {
    return at % columns * CELL + CELL / 2;
  }

  private static int centreY(int at, int columns) {
    return at / columns * ROW + RADIUS + 6;
  }
}
