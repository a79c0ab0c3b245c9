// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Damage that real files have, put into a good table. Encodings and line ends here; what needs rows
 * and columns in {@link TableFaults}.
 */
final class Faults {
  private static final String MARK = "\uFEFF";

  /** Stands where bad bytes go; no letter of it is special anywhere. */
  private static final String SPOT = "QqSPOTqQ";

  private final Wire wire;
  private final Shape shape;
  private final List<Row> rows;

  /** Faults of one table: at least two rows. */
  Faults(Wire wire, Shape shape, List<Row> rows) {
    this.wire = wire;
    this.shape = shape;
    this.rows = List.copyOf(rows);
  }

  /** The table with a fault; empty when the fault is not known or makes no sense for it. */
  Optional<byte[]> bytes(String fault) {
    return switch (fault) {
      case "bom" -> Optional.of(utf8(MARK + text()));
      case "double-bom" -> Optional.of(utf8(MARK + MARK + text()));
      case "bom-mid-file" -> Optional.of(utf8(bomMidFile()));
      case "utf16le" -> encoded("UTF-16LE", MARK + text());
      case "utf16be" -> encoded("UTF-16BE", MARK + text());
      case "utf16le-nobom" -> encoded("UTF-16LE", text());
      case "utf32" -> encoded("UTF-32LE", MARK + text());
      case "gbk" -> encoded("GBK", with("退货破损"));
      case "gb18030" -> encoded("GB18030", with("退货破损㐀"));
      case "big5" -> encoded("Big5", with("退貨破損"));
      case "shift-jis" -> encoded("Shift_JIS", with("返品表"));
      case "iso-8859-1" -> encoded("ISO-8859-1", with("Grüße, déjà"));
      case "windows-1252" -> encoded("windows-1252", with("“déjà” – 5 €"));
      case "truncated-utf8" -> Optional.of(spot(0xE9, 0x80));
      case "overlong-utf8" -> Optional.of(spot(0xC0, 0xAF));
      case "surrogate-utf8" -> Optional.of(spot(0xED, 0xA0, 0x80));
      case "cesu8" -> Optional.of(spot(0xED, 0xA0, 0xBD, 0xED, 0xB8, 0x80));
      case "nul-byte" -> Optional.of(spot('a', 0x00, 'b'));
      case "ctrl-z" -> Optional.of(utf8(text() + "\u001A"));
      default -> lineFault(fault);
    };
  }

  private Optional<byte[]> lineFault(String fault) {
    String text = text();
    return switch (fault) {
      case "crlf" -> Optional.of(utf8(newlines(text, "\r\n", "\r\n")));
      case "lf" -> Optional.of(utf8(newlines(text, "\n", "\n")));
      case "bare-cr" -> Optional.of(utf8(newlines(text, "\r", "\r")));
      case "mixed-eol" -> Optional.of(utf8(newlines(text, "\n", "\r\n")));
      case "no-final-newline" -> Optional.of(utf8(text.replaceFirst("\r?\n\\z", "")));
      case "double-final-newline" -> Optional.of(utf8(text + wire.lineEnd()));
      case "blank-line" -> Optional.of(utf8(blankLine(text)));
      case "empty-file" -> Optional.of(new byte[0]);
      case "one-row" -> Optional.of(wire.bytes(rows.subList(0, 1)));
      case "preamble" ->
          Optional.of(utf8("Exported by hand" + wire.lineEnd() + wire.lineEnd() + text));
      default ->
          wire.tabular()
              ? new TableFaults(wire, shape, rows).text(fault).map(Faults::utf8)
              : Optional.empty();
    };
  }

  private String text() {
    return wire.text(wire.header(), rows);
  }

  /** Whether a field may hold any text, so that a charset fault has letters to spoil. */
  private int spotColumn() {
    for (int i = 0; i < shape.columns().size(); i++) {
      if (shape.columns().get(i).free()) {
        return i;
      }
    }
    for (int i = 0; i < shape.columns().size(); i++) {
      if (shape.columns().get(i).mainType().equals("string")) {
        return i;
      }
    }
    return 0;
  }

  private String with(String payload) {
    List<Row> changed = new ArrayList<>(rows);
    changed.set(0, rows.getFirst().with(spotColumn(), new Cell.Text(payload)));
    return wire.text(wire.header(), changed);
  }

  private byte[] spot(int... bad) {
    String latin = new String(utf8(with(SPOT)), StandardCharsets.ISO_8859_1);
    StringBuilder bytes = new StringBuilder();
    for (int b : bad) {
      bytes.append((char) b);
    }
    return latin.replace(SPOT, bytes).getBytes(StandardCharsets.ISO_8859_1);
  }

  private String bomMidFile() {
    int half = Math.max(1, rows.size() / 2);
    StringBuilder text = new StringBuilder(wire.text(wire.header(), rows.subList(0, half)));
    text.append(MARK);
    for (Row row : rows.subList(half, rows.size())) {
      text.append(wire.line(wire.header(), row));
    }
    return text.toString();
  }

  /** Every other line end is the second one; line ends within quotes do not occur in base rows. */
  private static String newlines(String text, String odd, String even) {
    StringBuilder changed = new StringBuilder();
    int count = 0;
    for (String line : text.lines().toList()) {
      changed.append(line).append(count++ % 2 == 0 ? odd : even);
    }
    return changed.toString();
  }

  private String blankLine(String text) {
    int end = text.lastIndexOf(wire.lineEnd(), text.length() - wire.lineEnd().length() - 1);
    int at = end < 0 ? 0 : end + wire.lineEnd().length();
    return text.substring(0, at) + wire.lineEnd() + text.substring(at);
  }

  private static Optional<byte[]> encoded(String charset, String text) {
    if (!Charset.isSupported(charset)) {
      return Optional.empty();
    }
    return Optional.of(text.getBytes(Charset.forName(charset)));
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
