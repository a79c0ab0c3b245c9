// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.Risk;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The README of a risk, as Markdown without its head.
 *
 * @param head the names and values before the text: id, title, article, since
 */
public record RiskPage(Map<String, String> head, String text) {
  private static final String FENCE = "---\n";

  /** The page that lies beside the class of the risk. */
  public static RiskPage of(Risk risk) {
    try (InputStream in = risk.getClass().getResourceAsStream("README.md")) {
      if (in == null) { // a test keeps it from happening; a report must not fail for it
        return new RiskPage(Map.of(), "# " + risk.title() + "\n");
      }
      return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RiskPage of(String readme) {
    int end = readme.startsWith(FENCE) ? readme.indexOf("\n" + FENCE, FENCE.length() - 1) : -1;
    if (end < 0) {
      return new RiskPage(Map.of(), readme);
    }
    Map<String, String> head = new LinkedHashMap<>();
    readme
        .substring(FENCE.length(), end + 1)
        .lines()
        .forEach(line -> {
          int colon = line.indexOf(": ");
          if (colon > 0) {
            head.put(line.substring(0, colon), line.substring(colon + 2).strip());
          }
        });
    return new RiskPage(head, readme.substring(end + 1 + FENCE.length()).stripLeading());
  }

  /** The part under the heading that names the rule; the whole page when there is none. */
  public String section(String rule) {
    List<String> lines = text.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      int level = level(lines.get(at));
      if (level > 0 && lines.get(at).substring(level).strip().equals(rule)) {
        int end = at + 1;
        while (end < lines.size()
            && !(level(lines.get(end)) > 0 && level(lines.get(end)) <= level)) {
          end++;
        }
        return String.join("\n", lines.subList(at, end)).stripTrailing() + "\n";
      }
    }
    return text;
  }

  /** How many marks a heading has; 0 for other lines. */
  static int level(String line) {
    int marks = 0;
    while (marks < line.length() && line.charAt(marks) == '#') {
      marks++;
    }
    return marks > 0 && marks < line.length() && line.charAt(marks) == ' ' ? marks : 0;
  }
}
