// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report;

/**
 * HTML in the making. Text and attribute values are always escaped; only names of elements and
 * attributes, which are constants of this program, are written as they are.
 */
public final class Html {
  private final StringBuilder out = new StringBuilder();

  /** Opens an element; attributes come as name, value, name, value. */
  public Html open(String element, String... attributes) {
    out.append('<').append(element);
    if (attributes.length % 2 != 0) {
      throw new IllegalStateException("attribute without a value in <" + element + ">");
    }
    for (int at = 0; at < attributes.length; at += 2) {
      out.append(' ').append(attributes[at]).append("=\"");
      escape(attributes[at + 1]);
      out.append('"');
    }
    out.append('>');
    return this;
  }

  /** Closes an element. */
  public Html close(String element) {
    out.append("</").append(element).append('>');
    return this;
  }

  /** Text, escaped; what does not show is named. */
  public Html text(String text) {
    escape(text);
    return this;
  }

  /** An element that holds only text. */
  public Html leaf(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close(element);
  }

  /** A line break in the source, for people who read it. */
  public Html line() {
    out.append('\n');
    return this;
  }

  /** Text that is part of this program and already HTML, CSS or SVG. */
  public Html constant(String markup) {
    out.append(markup);
    return this;
  }

  private void escape(String text) {
    Style.safe(text.replace('\n', ' ').replace('\t', ' '))
        .codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\'' -> out.append("&#39;");
            default -> out.appendCodePoint(point);
          }
        });
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
