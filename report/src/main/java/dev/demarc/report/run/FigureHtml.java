// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import dev.demarc.report.Html;
import java.util.List;
import java.util.Locale;

/** What became of the rows, as one stacked bar with its numbers. */
final class FigureHtml {
  private static final int WIDTH = 1000;
  private static final int HEIGHT = 44;

  private final Html html;

  FigureHtml(Html html) {
    this.html = html;
  }

  private record Part(String name, long count, String meaning) {}

  void write(TrialView.Figures figures) {
    List<Part> parts =
        List.of(
            new Part("right", figures.right(), "came out as the contract promises"),
            new Part(
                "rejected",
                figures.rejected(),
                "refused with a reason; the test makes bad input on purpose"),
            new Part("wrong", figures.wrong(), "came out otherwise"),
            new Part("lost", figures.lost(), "neither came out nor were refused"));
    html.open("section", "aria-labelledby", "rows");
    html.leaf("h2", "What became of " + figures.given() + " rows", "id", "rows").line();
    html.open(
        "svg",
        "class",
        "bar",
        "viewBox",
        "0 0 " + WIDTH + " " + HEIGHT,
        "preserveAspectRatio",
        "none",
        "role",
        "img",
        "aria-label",
        parts.stream()
            .map(part -> part.count() + " " + part.name())
            .reduce((one, two) -> one + ", " + two)
            .orElse(""));
    double at = 0;
    for (Part part : parts) {
      // a part that exists is never thinner than can be seen
      double width = part.count() == 0 ? 0 : Math.max(4, share(part, figures) * WIDTH);
      if (width > 0) {
        rectangle(part.name(), Math.min(at, WIDTH - width), width);
      }
      at += width;
    }
    html.close("svg").open("dl", "class", "legend");
    for (Part part : parts) {
      html.open("div", "class", part.name()).leaf("dt", part.name()).open("dd");
      html.leaf("strong", Long.toString(part.count())).text(" ");
      html.leaf("span", part.count() == 0 ? "" : percent(part, figures));
      html.leaf("span", part.meaning(), "class", "detail").close("dd").close("div");
    }
    html.close("dl").close("section").line();
  }

  private void rectangle(String name, double x, double width) {
    html.open(
            "rect",
            "class",
            name,
            "x",
            number(x),
            "y",
            "0",
            "width",
            number(width),
            "height",
            "" + HEIGHT)
        .close("rect");
  }

  private static double share(Part part, TrialView.Figures figures) {
    return (double) part.count() / Math.max(1, figures.given());
  }

  private static String percent(Part part, TrialView.Figures figures) {
    double share = share(part, figures);
    return share < 0.001 ? "under 0.1%" : TrialText.percent(share);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }
}
