// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.List;
import java.util.Optional;

/**
 * A branch of the meta-schema that holds only when something else is said, in words for people.
 *
 * @param at where the branch stands in the meta-schema
 * @param rule id of what it refuses
 * @param when the condition, to go after "when"
 */
record Condition(String at, String rule, String when) {
  private static final String SPEC = "/properties/spec/allOf/";
  private static final String INPUT = "/$defs/input/allOf/";
  private static final String OUTPUT = "/$defs/output/allOf/";
  private static final String COMPONENT = "/$defs/component/allOf/";
  private static final String JSON = "mediaType is application/json";
  private static final String ITEMS = "mediaType is a sequence of items";

  private static final List<Condition> ALL =
      List.of(
          new Condition(SPEC + "0/then", "DOC-SCHEMA", "kind is process"),
          new Condition(SPEC + "0/else", "DOC-SCHEMA", "kind is not process"),
          new Condition(SPEC + "1/then", "DOC-SCHEMA", "kind is worker"),
          new Condition(SPEC + "2/then", "DOC-SCHEMA", "a worker's protocol is not http"),
          new Condition(SPEC + "3/then", "DOC-SCHEMA", "kind is server"),
          new Condition(SPEC + "4/then", "DOC-SCHEMA", "a server listens on TCP"),
          new Condition(SPEC + "5/then", "DOC-SCHEMA", "kind is remote"),
          new Condition(SPEC + "6/then", "DOC-SCHEMA", "enforcement.onOutputBreach is fallback"),
          new Condition(COMPONENT + "0/then", "DOC-SCHEMA", "kind is remote"),
          new Condition(COMPONENT + "0/else", "DOC-SCHEMA", "kind is not remote"),
          new Condition(COMPONENT + "1/then", "DOC-SCHEMA", "kind is server"),
          new Condition(COMPONENT + "1/else", "DOC-SCHEMA", "kind is not server"),
          new Condition(COMPONENT + "2/then", "DOC-SCHEMA", "kind is worker"),
          new Condition(COMPONENT + "3/then", "DOC-SCHEMA", "kind is process"),
          new Condition(INPUT + "0/then", "IN-MEDIATYPE", "mediaType is text/plain"),
          new Condition(INPUT + "1/then", "IN-MEDIATYPE", ITEMS),
          new Condition(INPUT + "2/then", "IN-MEDIATYPE", JSON),
          new Condition(INPUT + "3/then", "IN-MEDIATYPE", "csv is given"),
          new Condition(INPUT + "4/then", "DOC-SCHEMA", "openapi is given"),
          new Condition(INPUT + "4/else", "IN-MEDIATYPE", "openapi is not given"),
          new Condition(INPUT + "5/then", "IN-DROP-UNCAPPED", "malformed is drop"),
          new Condition(INPUT + "6/then", "IN-BOM-CONFLICT", "bom_check is true"),
          new Condition(INPUT + "7/then", "DOC-SCHEMA", "there are two charsets"),
          new Condition(OUTPUT + "0/then", "OUT-CT-MISMATCH", "mediaType is text/plain"),
          new Condition(OUTPUT + "1/then", "OUT-CT-MISMATCH", ITEMS),
          new Condition(OUTPUT + "2/then", "OUT-CT-MISMATCH", JSON),
          new Condition(OUTPUT + "3/then", "OUT-CT-MISMATCH", "csv is given"),
          new Condition(OUTPUT + "4/then", "DOC-SCHEMA", "openapi is given"),
          new Condition(OUTPUT + "4/else", "OUT-CT-MISMATCH", "openapi is not given"),
          new Condition(OUTPUT + "5/then", "DOC-SCHEMA", "openapi is given"),
          new Condition("/$defs/csv/allOf/1/then", "DOC-SCHEMA", "csv.header is false"),
          new Condition("/$defs/lifecycle/allOf/0/then", "DOC-SCHEMA", "retries is 1 or more"),
          new Condition(
              "/$defs/tests/properties/cases/items/allOf/0/then", "DOC-SCHEMA", "expect is reject"),
          new Condition("/$defs/signal/allOf/0/then", "DOC-SCHEMA", "source is scrape"),
          new Condition("/$defs/signal/allOf/1/then", "DOC-SCHEMA", "source is breaches"),
          new Condition("/$defs/signal/allOf/2/then", "DOC-SCHEMA", "source is prometheus"),
          new Condition("/$defs/signal/allOf/3/then", "DOC-SCHEMA", "source is alertmanager"),
          new Condition("/$defs/signal/allOf/4/then", "FB-UNIT", "unit is a time"),
          new Condition("/$defs/signal/allOf/5/then", "FB-UNIT", "unit is bytes"),
          new Condition("/$defs/signal/allOf/6/then", "FB-UNIT", "unit is ratio or count"),
          new Condition("/$defs/signal/allOf/7/then", "FB-UNIT", "the metric counts seconds"),
          new Condition("/$defs/signal/allOf/8/then", "FB-UNIT", "the metric counts milliseconds"),
          new Condition("/$defs/signal/allOf/9/then", "FB-UNIT", "the metric counts bytes"),
          new Condition("/$defs/signal/allOf/10/then", "FB-UNIT", "the metric is a ratio"),
          new Condition("/$defs/degrade/allOf/0/then", "DOC-SCHEMA", "a signal is scraped"),
          new Condition(
              "/$defs/degrade/allOf/1/then", "DOC-SCHEMA", "jvm.gc.pause.threshold_ms is given"));

  /** The condition under which a keyword of the meta-schema applies. */
  static Optional<Condition> of(String schemaPointer) {
    return ALL.stream()
        .filter(condition -> schemaPointer.startsWith(condition.at() + "/"))
        .findFirst();
  }

  /** True when it hangs on the kind of the component. */
  boolean byKind() {
    return at.startsWith(SPEC) || at.startsWith(COMPONENT);
  }

  /** True when it hangs on the media type of input or output. */
  boolean byMediaType() {
    return when.startsWith("mediaType is");
  }
}
