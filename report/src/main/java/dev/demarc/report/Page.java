// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The frame of an HTML report: one file that needs no other, with the style sheet inside. */
public final class Page {
  private Page() {}

  /** Everything up to the body's begin. */
  public static void begin(Html html, String title) {
    html.constant("<!doctype html>\n").open("html", "lang", "en").line().constant("<head>\n");
    html.constant("<meta charset=\"utf-8\">\n");
    html.constant("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    html.constant("<meta name=\"color-scheme\" content=\"light dark\">\n");
    html.leaf("title", title).line();
    html.constant("<style>\n").constant(css()).constant("</style>\n</head>\n<body>\n");
  }

  /** The foot, and the whole page as text. */
  public static String end(Html html, String tool) {
    html.open("footer").leaf("p", "Written by " + tool + ".").close("footer");
    return html.line().constant("</body>\n</html>\n").toString();
  }

  private static String css() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      if (in == null) {
        throw new IllegalStateException("report.css is not in the jar");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
