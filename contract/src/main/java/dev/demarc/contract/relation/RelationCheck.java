// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.relation;

import dev.demarc.contract.Relation;
import dev.demarc.contract.item.Item;
import dev.demarc.contract.item.SameJson;
import dev.demarc.contract.item.Sentences;
import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Checks the relations of one call; metamorphic ones need a second call and are passed over. */
public final class RelationCheck {
  private final Exchange exchange;
  private final Joins joins;
  private final Flaws flaws;
  private final Set<Long> spoiled;

  /**
   * Puts what is broken into {@code flaws}, and the numbers of the output items that break a
   * relation into {@code spoiled}, all of them, however many there are.
   */
  public RelationCheck(Exchange exchange, Joins joins, Flaws flaws, Set<Long> spoiled) {
    this.joins = joins;
    this.exchange = exchange;
    this.flaws = flaws;
    this.spoiled = spoiled;
  }

  /** Checks one relation. */
  public void check(Relation relation) {
    switch (relation) {
      case Relation.NoCodePoint promise -> new CodePoints(exchange, flaws, spoiled).check(promise);
      case Relation.CountConserved promise -> count(promise);
      case Relation.KeyPreserved promise -> keys(promise);
      case Relation.FieldPreserved promise -> fields(promise);
      case Relation.Unique promise -> unique(promise);
      case Relation.Metamorphic _ -> {}
    }
  }

  private void count(Relation.CountConserved promise) {
    long in = exchange.given().size();
    long out = exchange.output().count();
    long rejected =
        promise.rejected().map(exchange::stderrLike).map(lines -> (long) lines.size()).orElse(0L);
    boolean mayBeMore = promise.rejected().isPresent() && exchange.stderrIsCut();
    if (out + rejected == in || (mayBeMore && out + rejected < in)) {
      return;
    }
    flaws.add(
        new Flaw(
            promise.id(),
            "countConserved",
            "",
            in + " items",
            OptionalLong.empty(),
            OptionalLong.empty(),
            "%d items in, %d out, %d rejected".formatted(in, out, rejected)));
  }

  private void keys(Relation.KeyPreserved promise) {
    Join join = joins.of(promise.inputKey(), promise.outputKey(), promise.rejected());
    for (Item item : join.strays()) {
      outputFlaw(
          promise.id(),
          "unexpected-key",
          promise.outputKey(),
          item,
          "a key of the input",
          Sentences.shown(item.value().path(promise.outputKey())),
          "is a key that the input does not have");
    }
    long excused = join.anonymous();
    for (Map.Entry<String, Join.Entry> pair : join.entries().entrySet()) {
      Join.Entry entry = pair.getValue();
      for (int i = (int) entry.given; i < entry.outputs().size(); i++) {
        outputFlaw(
            promise.id(),
            "duplicate-key",
            promise.outputKey(),
            entry.outputs().get(i),
            "each key once",
            Sentences.shown(join.input(entry).path(promise.inputKey())),
            "is a key that came out before");
      }
      if (entry.missing() == 0 || join.isNamed(pair.getKey())) {
        continue;
      }
      excused -= entry.missing();
      if (excused < 0 && !(exchange.stderrIsCut() && promise.rejected().isPresent())) {
        flaws.add(
            new Flaw(
                promise.id(),
                "missing-key",
                pointer(promise.inputKey()),
                "each key once",
                Sentences.shown(join.input(entry).path(promise.inputKey())),
                OptionalLong.of(entry.row),
                OptionalLong.empty(),
                "is a key of the input that neither comes out nor is rejected"));
      }
    }
  }

  /** Every output item needs an input item of its key, with equal values in the fields. */
  private void fields(Relation.FieldPreserved promise) {
    Join join = joins.of(promise.inputKey(), promise.outputKey());
    Map<String, String> fields = new TreeMap<>(promise.fields());
    for (Item item : exchange.output().items()) {
      Optional<JsonNode> partner = join.partner(item, promise.outputKey());
      if (partner.isEmpty()) {
        outputFlaw(
            promise.id(),
            "no-partner",
            promise.outputKey(),
            item,
            "an input item with the same key",
            Sentences.shown(item.value().path(promise.outputKey())),
            "is a key that no input item has");
        continue;
      }
      for (Map.Entry<String, String> field : fields.entrySet()) {
        JsonNode in = partner.get().path(field.getKey());
        JsonNode out = item.value().path(field.getValue());
        boolean bothNone =
            (in.isMissingNode() || in.isNull()) && (out.isMissingNode() || out.isNull());
        if (!bothNone && !SameJson.same(in, out)) {
          outputFlaw(
              promise.id(),
              "fieldPreserved",
              field.getValue(),
              item,
              Sentences.shown(in),
              Sentences.shown(out) + " instead of " + Sentences.shown(in),
              "is not what the input has");
          break;
        }
      }
    }
  }

  private void unique(Relation.Unique promise) {
    Map<String, Long> seen = new HashMap<>();
    for (Item item : exchange.output().items()) {
      JsonNode key = item.value().path(promise.key());
      if (key.isMissingNode() || key.isNull()) {
        continue;
      }
      Long first = seen.putIfAbsent(SameJson.canonical(key), item.number());
      if (first != null) {
        outputFlaw(
            promise.id(),
            "unique",
            promise.key(),
            item,
            "unique",
            Sentences.shown(key),
            "is the key of item " + first + " too");
      }
    }
  }

  private void outputFlaw(
      String id,
      String keyword,
      String name,
      Item item,
      String expected,
      String found,
      String message) {
    spoiled.add(item.number());
    flaws.add(
        new Flaw(
            id,
            keyword,
            pointer(name),
            expected,
            found,
            OptionalLong.of(item.number()),
            OptionalLong.of(item.offset()),
            message));
  }

  private static String pointer(String name) {
    return JsonPointer.empty().appendProperty(name).toString();
  }
}
