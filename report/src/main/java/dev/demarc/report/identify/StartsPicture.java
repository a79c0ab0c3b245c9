// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.ForeignComponent;
import dev.demarc.report.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Who starts whom, as a picture: functions on the left, programs and scripts on the right. A
 * program stands near the middle of those that start it, which keeps lines short. Too many
 * functions become files, too many files become folders.
 */
final class StartsPicture {
  private static final int MOST_ROWS = 40;
  private static final int ROW = 30;
  private static final int BOX = 22;
  private static final int WIDTH = 900;
  private static final int LEFT = 400;
  private static final int RIGHT = 600;
  private static final int LONGEST_LEFT = 52;
  private static final int LONGEST_RIGHT = 38;

  private static final List<Function<ForeignComponent, String>> GRAINS =
      List.of(
          one -> one.place().file() + " " + one.function(),
          one -> one.place().file(),
          one -> folder(one.place().file()));

  private final Html html;

  StartsPicture(Html html) {
    this.html = html;
  }

  /** How a program is called in pictures and tables. */
  static String command(ForeignComponent one) {
    return one.command().orElse("known only at run time");
  }

  void draw(List<ForeignComponent> components) {
    Map<String, Set<String>> starts = new LinkedHashMap<>();
    for (Function<ForeignComponent, String> grain : GRAINS) {
      starts.clear();
      components.forEach(one ->
          starts.computeIfAbsent(grain.apply(one), who -> new LinkedHashSet<>()).add(target(one)));
      if (starts.size() <= MOST_ROWS) {
        break;
      }
    }
    Map<String, String> kinds = new LinkedHashMap<>();
    components.forEach(one -> kinds.putIfAbsent(target(one), one.kind()));
    List<String> callers = starts.keySet().stream().limit(MOST_ROWS).toList();
    List<String> targets = targets(starts, callers);
    picture(starts, callers, targets.stream().limit(MOST_ROWS).toList(), kinds);
    int left = starts.size() - callers.size();
    int right = targets.size() - Math.min(targets.size(), MOST_ROWS);
    if (left > 0 || right > 0) {
      html.leaf(
          "p",
          "Not drawn: "
              + Worst.count(left, "folder")
              + " on the left, "
              + Worst.count(right, "program")
              + " on the right. The table has them.");
    }
  }

  private static String target(ForeignComponent one) {
    return one.script().orElseGet(() -> command(one));
  }

  private static String folder(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "." : file.substring(0, slash);
  }

  /** By the mean row of those that start it. */
  private static List<String> targets(Map<String, Set<String>> starts, List<String> callers) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < callers.size(); row++) {
      for (String target : starts.getOrDefault(callers.get(row), Set.of())) {
        rows.computeIfAbsent(target, name -> new ArrayList<>()).add(row);
      }
    }
    Comparator<String> byMean =
        Comparator.comparingDouble(name ->
            rows.getOrDefault(name, List.of()).stream().mapToInt(r -> r).average().orElse(0));
    return rows.keySet().stream().sorted(byMean.thenComparing(name -> name)).toList();
  }

  private void picture(
      Map<String, Set<String>> starts,
      List<String> callers,
      List<String> targets,
      Map<String, String> kinds) {
    int rows = Math.max(callers.size(), targets.size());
    int height = rows * ROW + 8;
    html.open("div", "class", "scroll");
    html.open(
        "svg",
        "class",
        "starts",
        "viewBox",
        "0 0 " + WIDTH + " " + height,
        "role",
        "img",
        "aria-label",
        Worst.count(callers.size(), "place") + " start " + Worst.count(targets.size(), "program"));
    html.line();
    for (int row = 0; row < callers.size(); row++) {
      for (String target : starts.getOrDefault(callers.get(row), Set.of())) {
        int to = targets.indexOf(target);
        if (to >= 0) {
          edge(middle(row, callers.size(), rows), middle(to, targets.size(), rows));
        }
      }
    }
    for (int row = 0; row < callers.size(); row++) {
      String name = callers.get(row);
      node(name, 0, LEFT, middle(row, callers.size(), rows), "caller", LONGEST_LEFT);
    }
    for (int row = 0; row < targets.size(); row++) {
      String name = targets.get(row);
      String kind = kinds.getOrDefault(name, "unknown");
      int y = middle(row, targets.size(), rows);
      node(name, RIGHT, WIDTH - RIGHT, y, "target " + kind, LONGEST_RIGHT);
    }
    html.close("svg").close("div").line();
  }

  /** The shorter side is spread over the height of the longer one. */
  private static int middle(int row, int count, int rows) {
    return 4 + (int) ((row + 0.5) * rows * ROW / count);
  }

  private void edge(int from, int to) {
    int bend = (LEFT + RIGHT) / 2;
    String path =
        "M" + LEFT + " " + from + "C" + bend + " " + from + " " + bend + " " + to + " " + RIGHT
            + " " + to;
    html.open("path", "class", "edge", "d", path).close("path").line();
  }

  private void node(String name, int x, int width, int y, String type, int longest) {
    html.open("g", "class", type).leaf("title", name);
    html.open(
            "rect",
            "x",
            "" + (x + 1),
            "y",
            "" + (y - BOX / 2),
            "width",
            "" + (width - 2),
            "height",
            "" + BOX,
            "rx",
            "4")
        .close("rect");
    html.leaf("text", shortened(name, longest), "x", "" + (x + 8), "y", "" + (y + 4));
    html.close("g").line();
  }

  /** The end of a path says more than its begin. */
  private static String shortened(String name, int longest) {
    int points = name.codePointCount(0, name.length());
    return points <= longest
        ? name
        : "…" + name.substring(name.offsetByCodePoints(0, points - longest + 1));
  }
}
