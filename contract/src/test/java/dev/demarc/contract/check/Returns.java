// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Bytes;
import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.FieldsMatch;
import dev.demarc.contract.Input.Malformed;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Input.Ragged;
import dev.demarc.contract.Input.Terminator;
import dev.demarc.contract.Isolation;
import dev.demarc.contract.ItemLimits;
import dev.demarc.contract.Level;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Lines;
import dev.demarc.contract.MediaType;
import dev.demarc.contract.Metadata;
import dev.demarc.contract.Output;
import dev.demarc.contract.Relation;
import dev.demarc.contract.Resources;
import dev.demarc.contract.Tests;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The contract of returns by hand, with the parts that a test wants to change. */
final class Returns {
  static final String HEADER = "return_id,order_id,sku,qty,reason,amount,currency,comment\n";
  static final String ROW1 = "R00000001,11,ABC-123456,1,damaged,12.50,EUR,\n";
  static final String ROW2 = "R00000002,12,ABC-123457,2,late,1e2,USD,fine\n";
  static final String ROW3 = "R00000003,13,ABC-123458,3,other,0,EUR,\"a, \"\"b\"\"\"\n";

  static final String INPUT_SCHEMA =
      """
      {"type":"object","additionalProperties":false,
       "required":["return_id","order_id","sku","qty","reason","amount","currency"],
       "properties":{
        "return_id":{"type":"string","pattern":"^R[0-9]{8}$"},
        "order_id":{"type":"integer","minimum":1,"maximum":999999999999},
        "sku":{"type":"string","pattern":"^[A-Z]{3}-[0-9]{6}$"},
        "qty":{"type":"integer","minimum":1,"maximum":999},
        "reason":{"enum":["damaged","wrong_item","late","other"]},
        "amount":{"type":"number","minimum":0,"maximum":1000000},
        "currency":{"type":"string","pattern":"^[A-Z]{3}$"},
        "comment":{"type":["string","null"],"maxLength":500}}}
      """;
  static final String OUTPUT_SCHEMA =
      """
      {"type":"object","additionalProperties":false,
       "required":["return_id","order_id","qty"],
       "properties":{
        "return_id":{"type":"string","pattern":"^R[0-9]{8}$"},
        "order_id":{"type":"number","minimum":1},
        "qty":{"type":"integer"}}}
      """;

  Bom bom = Bom.STRIP;
  String charset = "utf-8";
  Malformed malformed = Malformed.REJECT;
  int maxMalformed = 0;
  Newlines newlines = Newlines.LF;
  String inputType = "text/csv";
  String outputType = "application/x-ndjson";
  char delimiter = ',';
  boolean header = true;
  List<String> fields = List.of();
  FieldsMatch match = FieldsMatch.EXACT;
  Ragged ragged = Ragged.FORBID;
  boolean skipBlankLines = false;
  Terminator terminator = Terminator.ANY;
  List<String> primaryKey = List.of("return_id");
  Optional<String> inputSchema = Optional.of(INPUT_SCHEMA);
  Optional<String> outputSchema = Optional.of(OUTPUT_SCHEMA);
  Optional<Lines> lines = Optional.empty();
  boolean rejectUnknown = false;
  ItemLimits limits = ItemLimits.DEFAULT;
  Optional<Pattern> stderr = Optional.of(Pattern.compile("^(INFO|WARN|REJECT) "));
  List<Relation> relations =
      List.of(
          new Relation.NoCodePoint("no-mark", List.of(0xFEFF)),
          new Relation.CountConserved("conserve", rejects()),
          new Relation.KeyPreserved("keys", "return_id", "return_id", rejects()),
          new Relation.FieldPreserved(
              "columns", "return_id", "return_id", Map.of("order_id", "order_id", "qty", "qty")));

  static Optional<Pattern> rejects() {
    return Optional.of(Pattern.compile("^REJECT "));
  }

  Returns with(java.util.function.Consumer<Returns> change) {
    change.accept(this);
    return this;
  }

  Contract contract() {
    return new Contract(
        Path.of("returns.contract.yaml"),
        "sha256:00",
        new Metadata("returns", "1.0.0", Optional.empty(), Optional.empty(), Map.of()),
        new Component(
            Component.Kind.PROCESS,
            Optional.empty(),
            List.of("./normalize.sh"),
            ".",
            List.of(),
            Map.of(),
            List.of()),
        input(),
        output(),
        new Lifecycle(
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            Duration.ofSeconds(3),
            new Lifecycle.Stop("SIGTERM", Duration.ofSeconds(5)),
            List.of(0),
            List.of(65),
            List.of(75),
            1,
            true,
            Lifecycle.Orphans.FORBID),
        new Resources(
            Resources.Limits.DEFAULT,
            new Resources.Observed(Optional.empty(), Optional.empty(), Map.of()),
            Map.of()),
        new Isolation(
            Level.L0,
            List.of(),
            "none",
            List.of(),
            List.of(),
            Bytes.of(0),
            "RuntimeDefault",
            OptionalInt.empty()),
        new Tests(
            1,
            1,
            Duration.ofSeconds(1),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Map.of(),
            false));
  }

  private Input input() {
    return new Input(
        Input.Channel.STDIN,
        new MediaType(inputType),
        bom,
        List.of(charset),
        malformed,
        maxMalformed,
        newlines,
        Optional.of(
            new Input.Csv(
                delimiter,
                '"',
                header,
                fields,
                match,
                List.of(""),
                primaryKey,
                ragged,
                skipBlankLines,
                terminator)),
        lines,
        inputSchema.map(Returns::json),
        Optional.empty(),
        rejectUnknown,
        limits);
  }

  private Output output() {
    return new Output(
        false,
        new MediaType(outputType),
        Bom.FORBID,
        "utf-8",
        outputSchema.map(Returns::json),
        Optional.empty(),
        new Lines(Optional.empty(), Terminator.LF, true),
        stderr,
        relations,
        ItemLimits.DEFAULT);
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text);
  }

  static ItemLimits limits(long bytes, long items, long itemBytes, long fieldBytes, int depth) {
    return new ItemLimits(
        Bytes.of(bytes), OptionalLong.of(items), Bytes.of(itemBytes), Bytes.of(fieldBytes), depth);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** A table of text columns. */
  static Returns plain(String... columns) {
    StringBuilder properties = new StringBuilder();
    for (String column : columns) {
      properties.append(properties.isEmpty() ? "" : ",");
      properties.append('"').append(column).append("\":{\"type\":[\"string\",\"null\"]}");
    }
    return new Returns()
        .with(returns -> {
          returns.inputSchema =
              Optional.of("{\"type\":\"object\",\"properties\":{" + properties + "}}");
          returns.primaryKey = List.of();
          returns.newlines = Newlines.KEEP;
        });
  }

  Admission admit(String text) {
    return Gate.of(contract()).admit(utf8(text));
  }

  Admission admit(byte[] raw) {
    return Gate.of(contract()).admit(raw);
  }
}
