// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import dev.demarc.contract.Input;
import dev.demarc.contract.MediaType;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.StringNode;

/** Rows as the bytes that a well-behaved caller would send. */
final class Wire {
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final Shape shape;
  private final boolean mark;

  /** A writer for one contract; with a byte order mark when the contract requires one. */
  Wire(Shape shape, Input.Bom bom) {
    this.shape = shape;
    this.mark = bom == Input.Bom.REQUIRE;
  }

  /** The names of the columns, in order. */
  List<String> header() {
    return shape.columns().stream().map(Column::name).toList();
  }

  /** A whole input. */
  byte[] bytes(List<Row> rows) {
    return bytes(header(), rows);
  }

  /** A whole input with another header. */
  byte[] bytes(List<String> header, List<Row> rows) {
    return withMark(text(header, rows).getBytes(StandardCharsets.UTF_8));
  }

  /** Puts the byte order mark before the bytes when the contract requires one. */
  byte[] withMark(byte[] bytes) {
    if (!mark) {
      return bytes;
    }
    ByteArrayOutputStream marked = new ByteArrayOutputStream(bytes.length + MARK.length);
    marked.writeBytes(MARK);
    marked.writeBytes(bytes);
    return marked.toByteArray();
  }

  /** A whole input as text, without a mark. */
  String text(List<String> header, List<Row> rows) {
    StringBuilder text = new StringBuilder();
    if (shape.csv().map(Input.Csv::header).orElse(false)) {
      text.append(record(header.stream().map(name -> (Cell) new Cell.Text(name)).toList()));
    }
    for (Row row : rows) {
      text.append(line(header, row));
    }
    return text.toString();
  }

  /** One row with its line end. */
  String line(List<String> header, Row row) {
    return switch (shape.format()) {
      case CSV -> record(row.cells());
      case NDJSON -> object(header, row) + "\n";
      case TEXT, JSON, BINARY -> plain(row.cells().getFirst()) + "\n";
    };
  }

  private String record(List<Cell> cells) {
    Input.Csv csv = shape.csv().orElseThrow();
    List<String> fields = new ArrayList<>();
    for (Cell cell : cells) {
      fields.add(quoted(plain(cell), csv));
    }
    return String.join(String.valueOf(csv.delimiter()), fields) + lineEnd();
  }

  /** The line end of well-formed rows. */
  String lineEnd() {
    return shape.csv().filter(csv -> csv.lineTerminator() == Input.Terminator.CRLF).isPresent()
        ? "\r\n"
        : "\n";
  }

  private static String quoted(String field, Input.Csv csv) {
    boolean special =
        field.indexOf(csv.delimiter()) >= 0
            || field.indexOf(csv.quoteChar()) >= 0
            || field.indexOf('\n') >= 0
            || field.indexOf('\r') >= 0;
    String quote = String.valueOf(csv.quoteChar());
    return special ? quote + field.replace(quote, quote + quote) + quote : field;
  }

  private String plain(Cell cell) {
    return switch (cell) {
      case Cell.Text(String text) -> text;
      case Cell.Literal(String text) -> text;
      case Cell.Missing _ ->
          shape.csv().flatMap(csv -> csv.missingValues().stream().findFirst()).orElse("");
    };
  }

  private static String object(List<String> header, Row row) {
    List<String> members = new ArrayList<>();
    for (int i = 0; i < row.cells().size(); i++) {
      String name = i < header.size() ? header.get(i) : "extra";
      switch (row.cells().get(i)) {
        case Cell.Text(String text) -> members.add(json(name) + ":" + json(text));
        case Cell.Literal(String text) -> members.add(json(name) + ":" + text);
        case Cell.Missing _ -> {}
      }
    }
    return "{" + String.join(",", members) + "}";
  }

  private static String json(String text) {
    return StringNode.valueOf(text).toString();
  }

  /** Whether rows stand in lines of their own, so that structure faults make sense. */
  boolean tabular() {
    return shape.format() == MediaType.Format.CSV;
  }
}
