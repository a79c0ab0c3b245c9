// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import dev.demarc.contract.Input;
import dev.demarc.contract.Output;
import dev.demarc.contract.Relation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Dimension 2 from its section, with the defaults of the vocabulary. */
final class OutputModel {
  static final String AT = "/spec/output";

  private final Values values;
  private final Map<String, BundledSchema> schemas;

  OutputModel(Values values, Map<String, BundledSchema> schemas) {
    this.values = values;
    this.schemas = schemas;
  }

  Output build() {
    return new Output(
        values.text(AT + "/channel", "stdout").equals("file"),
        InputModel.mediaType(values, AT),
        values.word(AT + "/bom", Input.Bom.class, Input.Bom.FORBID),
        values.text(AT + "/charset", "utf-8").toLowerCase(Locale.ROOT),
        Optional.ofNullable(schemas.get(AT + "/itemSchema")).map(BundledSchema::json),
        Optional.ofNullable(schemas.get(AT + "/schema")).map(BundledSchema::json),
        InputModel.lines(values, AT),
        values.pattern(AT + "/stderr"),
        relations(),
        InputModel.limits(values, AT));
  }

  private List<Relation> relations() {
    List<Relation> relations = new ArrayList<>();
    int count = values.at(AT + "/relations").map(array -> array.size()).orElse(0);
    for (int i = 0; i < count; i++) {
      relations.add(relation(AT + "/relations/" + i));
    }
    return relations;
  }

  private Relation relation(String at) {
    String rule = values.text(at + "/rule", "");
    String id = values.text(at + "/id", rule.toLowerCase(Locale.ROOT));
    return switch (rule) {
      case "noCodePoint" ->
          new Relation.NoCodePoint(
              id,
              values.texts(at + "/codePoints").stream()
                  .map(text -> Integer.parseInt(text.substring(2), 16))
                  .toList());
      case "countConserved" -> new Relation.CountConserved(id, values.pattern(at + "/rejected"));
      case "keyPreserved" ->
          new Relation.KeyPreserved(
              id, inputKey(at), outputKey(at), values.pattern(at + "/rejected"));
      case "fieldPreserved" ->
          new Relation.FieldPreserved(id, inputKey(at), outputKey(at), values.map(at + "/fields"));
      case "unique" -> new Relation.Unique(id, outputKey(at));
      case "metamorphic" ->
          new Relation.Metamorphic(
              id,
              values.word(at + "/transform", Relation.Transform.class, Relation.Transform.RERUN));
      default -> throw new IllegalStateException("the meta-schema lets rule '" + rule + "' pass");
    };
  }

  private String inputKey(String at) {
    return values.text(at + "/key").orElseGet(() -> values.text(at + "/key/0", ""));
  }

  private String outputKey(String at) {
    return values.text(at + "/key").orElseGet(() -> values.text(at + "/key/1", ""));
  }
}
