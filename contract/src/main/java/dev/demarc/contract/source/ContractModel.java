// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.Metadata;
import dev.demarc.contract.Tests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The contract as values, from a document that fits the meta-schema. */
final class ContractModel {
  private static final String COMPONENT = "/spec/component";
  private static final String TESTS = "/spec/tests";

  /** Faults tried when the contract names none: those of every text. */
  private static final List<String> TEXT_FAULTS =
      List.of(
          "bom",
          "double-bom",
          "crlf",
          "nul-byte",
          "utf16le",
          "utf16be",
          "gbk",
          "iso-8859-1",
          "truncated-utf8",
          "overlong-utf8",
          "empty-file",
          "no-final-newline");

  /** Besides them, those of CSV. */
  private static final List<String> CSV_FAULTS =
      List.of(
          "bom-quoted-header",
          "bare-cr",
          "embedded-newline",
          "unclosed-quote",
          "quote-in-field",
          "ragged-less",
          "ragged-more",
          "delimiter-semicolon",
          "header-only");

  private final Document document;
  private final Values values;
  private final Map<String, BundledSchema> schemas;

  ContractModel(Document document, Values values, Map<String, BundledSchema> schemas) {
    this.document = document;
    this.values = values;
    this.schemas = schemas;
  }

  Contract build(String digest) {
    RunModel run = new RunModel(values);
    return new Contract(
        document.file(),
        digest,
        new Metadata(
            values.text("/metadata/name", ""),
            values.text("/metadata/version", ""),
            values.text("/metadata/owner"),
            values.text("/metadata/description"),
            values.map("/metadata/labels")),
        component(),
        new InputModel(values, schemas).build(),
        new OutputModel(values, schemas).build(),
        run.lifecycle(),
        run.resources(),
        run.isolation(),
        tests());
  }

  private Component component() {
    return new Component(
        values.word(COMPONENT + "/kind", Component.Kind.class, Component.Kind.PROCESS),
        values.text(COMPONENT + "/language"),
        values.texts(COMPONENT + "/command"),
        values.text(COMPONENT + "/workingDir", "."),
        values.texts(COMPONENT + "/files"),
        values.map(COMPONENT + "/env"),
        values.texts(COMPONENT + "/passEnv"));
  }

  private Tests tests() {
    Map<String, Double> coverage = new LinkedHashMap<>();
    values
        .at(TESTS + "/coverage")
        .ifPresent(object ->
            object
                .properties()
                .forEach(member -> coverage.put(member.getKey(), member.getValue().asDouble())));
    return new Tests(
        values.large(TESTS + "/seed").orElse(0L),
        values.number(TESTS + "/budget/cases").orElse(1000),
        values.duration(TESTS + "/budget/time").orElse(Duration.ofSeconds(60)),
        values.texts(TESTS + "/examples"),
        declared(),
        values.has(TESTS + "/faults") ? values.texts(TESTS + "/faults") : faults(),
        values.has(TESTS + "/lifecycle")
            ? values.texts(TESTS + "/lifecycle")
            : List.of("sigterm-idle", "sigterm-busy", "double-fork"),
        coverage,
        values.text(TESTS + "/undecided", "warn").equals("fail"));
  }

  private List<Tests.Declared> declared() {
    List<Tests.Declared> declared = new ArrayList<>();
    int count = values.at(TESTS + "/cases").map(JsonNode::size).orElse(0);
    for (int i = 0; i < count; i++) {
      String at = TESTS + "/cases/" + i;
      declared.add(
          new Tests.Declared(
              values.text(at + "/name", ""),
              values.text(at + "/input", ""),
              values.text(at + "/expect", "accept").equals("accept"),
              values.text(at + "/output")));
    }
    return declared;
  }

  private List<String> faults() {
    List<String> faults = new ArrayList<>();
    MediaType.Format format = InputModel.mediaType(values, InputModel.AT).format();
    if (format != MediaType.Format.BINARY) {
      faults.addAll(TEXT_FAULTS);
    }
    if (format == MediaType.Format.CSV) {
      faults.addAll(CSV_FAULTS);
    }
    return faults;
  }
}
