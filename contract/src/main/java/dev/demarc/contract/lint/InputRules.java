// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.Relation;
import dev.demarc.contract.source.Pointers;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Rules about dimension 1. */
final class InputRules {
  private static final String INPUT = "/spec/input";
  private static final String CSV = INPUT + "/csv";

  private final Findings findings;
  private final Contract contract;
  private final Input input;

  private InputRules(Findings findings, Contract contract) {
    this.findings = findings;
    this.contract = contract;
    this.input = contract.input();
  }

  static void check(Findings findings, Contract contract) {
    InputRules rules = new InputRules(findings, contract);
    rules.bom();
    rules.limits();
    contract
        .input()
        .csv()
        .ifPresent(csv -> {
          rules.dialect(csv);
          rules.header(csv);
          rules.primaryKey(csv);
          rules.newlines();
        });
    if (contract.input().mediaType().format() == MediaType.Format.CSV) {
      ColumnShift.check(findings, contract);
    }
  }

  private void bom() {
    MediaType.Format format = input.mediaType().format();
    boolean text =
        format == MediaType.Format.CSV
            || format == MediaType.Format.NDJSON
            || format == MediaType.Format.TEXT;
    if (text && !findings.says(INPUT + "/bom") && !findings.says(INPUT + "/bom_check")) {
      findings.at(
          LintRule.IN_BOM_UNSET,
          INPUT,
          "Nothing is said about a byte order mark, so input with one is refused (bom: forbid).",
          "write bom: strip to remove and count it, or bom: forbid to say so");
    }
  }

  private void limits() {
    if (!findings.says(INPUT + "/limits/bytes")
        && contract.component().kind() == Component.Kind.PROCESS) {
      findings.at(
          LintRule.IN_LIMITS,
          INPUT,
          "No size of one call is said, so it is " + input.limits().bytes() + ".",
          "write limits: {bytes: " + input.limits().bytes() + "} with the size that is meant");
    }
  }

  private void dialect(Input.Csv csv) {
    if (csv.delimiter() == csv.quoteChar()) {
      findings.at(
          LintRule.IN_CSV_DIALECT,
          CSV + (findings.says(CSV + "/delimiter") ? "/delimiter" : "/quoteChar"),
          "delimiter and quoteChar are both '" + csv.delimiter() + "'.",
          "change one of them");
    }
    odd("delimiter", csv.delimiter());
    odd("quoteChar", csv.quoteChar());
  }

  private void odd(String key, char c) {
    if (c == '\n' || c == '\r' || c == '\uFEFF' || Character.isSurrogate(c)) {
      findings.at(
          LintRule.IN_CSV_DIALECT,
          CSV + "/" + key,
          "%s is U+%04X, which cannot stand between or around fields.".formatted(key, (int) c),
          "write a printable character");
    } else if (Character.isLetterOrDigit(c)) {
      findings.at(
          LintRule.IN_CSV_DIALECT,
          CSV + "/" + key,
          key + " is '" + c + "', which every field may hold.",
          "write , ; | or '\\t'");
    }
  }

  private void header(Input.Csv csv) {
    if (csv.header() && csv.fieldsMatch() != Input.FieldsMatch.EXACT) {
      findings.at(
          LintRule.IN_CSV_HEADER,
          CSV + "/fieldsMatch",
          "The header may differ from the declared fields (%s): a component that counts columns"
                  .formatted(findings.text(CSV + "/fieldsMatch"))
              + " reads the wrong ones.",
          "write fieldsMatch: exact unless the component reads columns by name");
    }
  }

  private void primaryKey(Input.Csv csv) {
    if (!csv.primaryKey().isEmpty()) {
      return;
    }
    List<Relation> relations = contract.output().relations();
    for (int i = 0; i < relations.size(); i++) {
      String key =
          switch (relations.get(i)) {
            case Relation.KeyPreserved kept -> kept.inputKey();
            case Relation.FieldPreserved kept -> kept.inputKey();
            case Relation.NoCodePoint _,
                Relation.CountConserved _,
                Relation.Unique _,
                Relation.Metamorphic _ ->
                "";
          };
      if (!key.isEmpty()) {
        findings.at(
            LintRule.IN_CSV_PK,
            "/spec/output/relations/" + i,
            "The relation joins rows by %s, but rows need not differ in it.".formatted(key),
            "add primaryKey: [" + key + "] to input.csv");
        return;
      }
    }
  }

  /** Silent when the test tries it: then the verdict says more than a guess. */
  private void newlines() {
    if (!readsLines() || contract.tests().faults().contains("embedded-newline")) {
      return;
    }
    List<String> columns = new ArrayList<>();
    input
        .itemSchema()
        .ifPresent(schema ->
            schema
                .path("properties")
                .properties()
                .forEach(column -> {
                  if (mayHoldLineBreak(column.getValue())) {
                    columns.add(column.getKey());
                  }
                }));
    if (!columns.isEmpty()) {
      findings.at(
          LintRule.IN_CSV_NEWLINE,
          Pointers.child(INPUT + "/itemSchema/properties", columns.getFirst()),
          "%s may hold a line break, and a component in %s probably reads lines."
              .formatted(
                  String.join(", ", columns), contract.component().language().orElse("shell")),
          "add a pattern without line breaks, or the fault embedded-newline to tests.faults");
    }
  }

  private boolean readsLines() {
    String language = contract.component().language().orElse("");
    return language.matches("(?i)shell|sh|bash|awk|sed")
        || contract.component().command().stream().limit(2).anyMatch(part -> part.endsWith(".sh"));
  }

  private static boolean mayHoldLineBreak(JsonNode column) {
    return Types.of(column).has("string")
        && !column.has("enum")
        && !column.has("const")
        && !column.has("pattern")
        && !column.has("format");
  }
}
