// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

/** XML in the making. Text and values are escaped, and what XML cannot hold is named instead. */
final class Xml {
  private final StringBuilder out =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");

  /** Opens an element; attributes come as name, value, name, value. */
  Xml open(String element, String... attributes) {
    start(element, attributes).append(">\n");
    return this;
  }

  /** An element that holds only text. */
  Xml leaf(String element, String text, String... attributes) {
    start(element, attributes).append('>');
    escape(text, false);
    out.append("</").append(element).append(">\n");
    return this;
  }

  /** Closes an element. */
  Xml close(String element) {
    out.append("</").append(element).append(">\n");
    return this;
  }

  private StringBuilder start(String element, String... attributes) {
    out.append('<').append(element);
    for (int at = 0; at + 1 < attributes.length; at += 2) {
      out.append(' ').append(attributes[at]).append("=\"");
      escape(attributes[at + 1], true);
      out.append('"');
    }
    return out;
  }

  private void escape(String text, boolean attribute) {
    text.codePoints()
        .forEach(point -> {
          switch (point) {
            case '&' -> out.append("&amp;");
            case '<' -> out.append("&lt;");
            case '>' -> out.append("&gt;");
            case '"' -> out.append("&quot;");
            case '\n', '\t' -> out.append(attribute ? " " : Character.toString(point));
            default -> {
              if (allowed(point)) {
                out.appendCodePoint(point);
              } else {
                out.append(String.format("\\u%04x", point));
              }
            }
          }
        });
  }

  /** A character of XML 1.0 that is no control character. */
  private static boolean allowed(int point) {
    return (point >= 0x20 && point < 0x7f)
        || (point >= 0xa0 && point <= 0xd7ff)
        || (point >= 0xe000 && point <= 0xfffd)
        || point >= 0x10000;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
