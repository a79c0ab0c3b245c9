// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.CsvRecordHandler;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.demarc.contract.Input.Csv;
import dev.demarc.contract.Input.Ragged;
import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import dev.demarc.contract.text.Text;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Rows of CSV. {@link RowScanner} finds the rows and what is wrong with them; FastCSV reads the
 * cells of the sound ones. Two readers that disagree about a row refuse it: what one parser sees
 * and another does not is how fields come to stand in the wrong place.
 */
final class CsvItems {
  /** Far above what fits into the largest row: the size of a row is limited, not its width. */
  private static final int MOST_FIELDS = 1 << 30;

  private final ItemRules rules;
  private final Csv csv;
  private final Columns columns;
  private final List<String> declared;
  private final SchemaCheck schema;

  CsvItems(ItemRules rules) {
    this.rules = rules;
    this.csv = rules.csv();
    this.columns = Columns.of(rules.itemSchema(), csv.missingValues());
    this.declared = csv.fields().isEmpty() ? columns.names() : csv.fields();
    this.schema = new SchemaCheck(rules.itemSchema(), rules.rejectUnknown());
  }

  Reading read(Text text) {
    Flaws flaws = new Flaws();
    text.flaws().forEach(flaws::add);
    CsvRows rows = new CsvRows(rules, text, flaws, declared.size());
    rows.scan();
    List<Item> items =
        rows.headerIsSound() && !text.foreign() ? new Cells(text, rows, flaws).read() : List.of();
    return new Reading(Optional.of(text), items, rows.count(), flaws.inOrder());
  }

  private CsvReader.CsvReaderBuilder dialect() {
    FieldMismatchStrategy mismatch =
        csv.ragged() == Ragged.FORBID ? FieldMismatchStrategy.STRICT : FieldMismatchStrategy.IGNORE;
    return CsvReader.builder()
        .fieldSeparator(csv.delimiter())
        .quoteCharacter(csv.quoteChar())
        .skipEmptyLines(false)
        .extraFieldStrategy(mismatch)
        .missingFieldStrategy(mismatch)
        .allowUnclosedQuote(false)
        .detectBomHeader(false)
        .maxBufferSize(largestRow());
  }

  private CsvRecordHandler handler() {
    return CsvRecordHandler.of(handler ->
        handler.maxFields(MOST_FIELDS).maxFieldSize(largestRow()).maxRecordSize(largestRow()));
  }

  private int largestRow() {
    return (int) Math.clamp(rules.limits().itemBytes().count() + 16, 1L << 16, 1L << 30);
  }

  private ObjectNode value(List<Columns.Column> header, List<String> cells) {
    String padding = csv.missingValues().isEmpty() ? "" : csv.missingValues().getFirst();
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < header.size(); i++) {
      Columns.Column column = header.get(i);
      Optional<JsonNode> cell = columns.cell(column, i < cells.size() ? cells.get(i) : padding);
      cell.ifPresent(node -> value.set(column.name(), node));
    }
    return value;
  }

  /** Reads the cells of the sound rows of one text. */
  private final class Cells {
    private final Text text;
    private final CsvRows rows;
    private final Flaws flaws;
    private final RowItems items;
    private final Map<String, Long> keys = new HashMap<>();
    private List<Columns.Column> header = List.of();

    Cells(Text text, CsvRows rows, Flaws flaws) {
      this.text = text;
      this.rows = rows;
      this.flaws = flaws;
      this.items = new RowItems(text, rows.sound(), csv.header() ? 1 : 0, this::again);
    }

    List<Item> read() {
      if (!csv.header()) {
        header = declared.stream().map(columns::named).toList();
      }
      readRows();
      return items;
    }

    /** One row that was read before. */
    private JsonNode again(String row) {
      return value(header, dialect().ofSingleCsvRecord(handler(), row).getFields());
    }

    private void readRows() {
      Spans sound = rows.sound();
      int index = 0;
      InputStreamReader chars =
          new InputStreamReader(sound.of(text.utf8()), StandardCharsets.UTF_8);
      try (CsvReader<CsvRecord> reader = dialect().build(handler(), chars)) {
        for (CsvRecord row : reader) {
          if (index >= sound.size() || row.getFieldCount() != sound.fields(index)) {
            ambiguous(Math.min(index, sound.size() - 1));
            return;
          }
          if (index == 0 && csv.header()) {
            if (!takeHeader(row.getFields(), sound)) {
              return;
            }
          } else {
            takeRow(row.getFields(), sound, index);
          }
          index++;
        }
      } catch (CsvParseException e) {
        ambiguous(Math.min(index, sound.size() - 1));
        return;
      } catch (IOException e) {
        throw new UncheckedIOException("reading from memory", e);
      }
      if (index != sound.size()) {
        ambiguous(index);
      }
    }

    private void ambiguous(int index) {
      Spans sound = rows.sound();
      if (index < 0) {
        return;
      }
      flaws.add(
          Flaw.ofItem(
              "schema",
              "ambiguous",
              "a row that every reader of CSV sees alike",
              sound.number(index),
              text.given(sound.start(index)),
              "two readers of CSV disagree about this row"));
    }

    private boolean takeHeader(List<String> names, Spans sound) {
      Optional<Header.Fault> fault = Header.check(names, declared, csv.fieldsMatch());
      if (fault.isPresent()) {
        flaws.add(
            new Flaw(
                "schema",
                "header",
                "",
                Sentences.cut(String.join(",", declared), 120),
                fault.get().found(),
                OptionalLong.empty(),
                OptionalLong.of(text.given(sound.start(0))),
                fault.get().message()));
        return false;
      }
      header = names.stream().map(columns::named).toList();
      return true;
    }

    private void takeRow(List<String> cells, Spans sound, int index) {
      ObjectNode value = value(header, cells);
      Optional<SchemaCheck.Problem> problem = schema.check(value);
      problem.ifPresent(found -> flaws.add(flaw(found, sound, index)));
      boolean unique = problem.isPresent() || isUnique(value, sound, index);
      items.take(problem.isEmpty() && unique);
    }

    private Flaw flaw(SchemaCheck.Problem problem, Spans sound, int index) {
      return new Flaw(
          "schema",
          problem.keyword(),
          problem.pointer(),
          problem.expected(),
          problem.found(),
          OptionalLong.of(sound.number(index)),
          OptionalLong.of(text.given(cellStart(problem.pointer(), sound, index))),
          problem.message());
    }

    private int cellStart(String pointer, Spans sound, int index) {
      for (int i = 0; i < header.size(); i++) {
        if (pointer.equals(pointer(header.get(i).name()))) {
          return rows.fieldStart(sound.start(index), sound.next(index), i);
        }
      }
      return sound.start(index);
    }

    private static String pointer(String name) {
      return JsonPointer.empty().appendProperty(name).toString();
    }

    private boolean isUnique(ObjectNode value, Spans sound, int index) {
      if (csv.primaryKey().isEmpty()) {
        return true;
      }
      StringBuilder key = new StringBuilder();
      for (String name : csv.primaryKey()) {
        String part = SameJson.canonical(value.path(name));
        key.append(part.length()).append(':').append(part);
      }
      Long first = keys.putIfAbsent(key.toString(), (long) sound.number(index));
      if (first == null) {
        return true;
      }
      flaws.add(
          new Flaw(
              "schema",
              "primaryKey",
              csv.primaryKey().size() == 1 ? pointer(csv.primaryKey().getFirst()) : "",
              "unique",
              OptionalLong.of(sound.number(index)),
              OptionalLong.of(
                  text.given(cellStart(pointer(csv.primaryKey().getFirst()), sound, index))),
              "has the key of row " + first));
      return false;
    }
  }
}
