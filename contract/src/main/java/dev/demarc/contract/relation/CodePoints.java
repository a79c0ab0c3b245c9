// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.relation;

import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.Relation.NoCodePoint;
import dev.demarc.contract.item.Item;
import dev.demarc.contract.text.Flaw;
import dev.demarc.contract.text.Flaws;
import dev.demarc.contract.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Looks for code points that no output may hold, in the text and, where escaped, in the values. */
final class CodePoints {
  private final Exchange exchange;
  private final Flaws flaws;
  private final Set<Long> spoiled;
  private final Set<Long> said = new HashSet<>();

  CodePoints(Exchange exchange, Flaws flaws, Set<Long> spoiled) {
    this.exchange = exchange;
    this.flaws = flaws;
    this.spoiled = spoiled;
  }

  void check(NoCodePoint promise) {
    for (int codePoint : promise.codePoints()) {
      said.clear();
      exchange.output().text().ifPresent(text -> inText(promise.id(), codePoint, text));
      for (Item item : exchange.output().items()) {
        if (!said.contains(item.number()) && holds(item.value(), codePoint)) {
          say(promise.id(), codePoint, OptionalLong.of(item.number()), item.offset());
        }
      }
    }
  }

  /** The first of each physical line. A mark at the very start is part of the text here. */
  private void inText(String id, int codePoint, Text text) {
    byte[] wanted = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
    byte[] utf8 = text.utf8();
    long line = 1;
    boolean fresh = true;
    for (int i = 0; i < utf8.length; i++) {
      if (fresh && utf8[i] == wanted[0] && matches(utf8, i, wanted)) {
        long given = text.given(i);
        say(id, codePoint, item(line, given), given);
        fresh = false;
      }
      if (utf8[i] == '\n') {
        line++;
        fresh = true;
      }
    }
  }

  private static boolean matches(byte[] utf8, int at, byte[] wanted) {
    if (utf8.length - at < wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if (utf8[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private OptionalLong item(long line, long given) {
    if (exchange.format() == Format.NDJSON || exchange.format() == Format.TEXT) {
      return OptionalLong.of(line);
    }
    List<Item> items = exchange.output().items();
    int low = 0;
    int high = items.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (items.get(middle).offset() <= given) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low == 0 ? OptionalLong.empty() : OptionalLong.of(items.get(low - 1).number());
  }

  private static boolean holds(JsonNode value, int codePoint) {
    if (value.isString()) {
      return value.asString().indexOf(codePoint) >= 0;
    }
    for (JsonNode element : value.isArray() ? value.values() : List.<JsonNode>of()) {
      if (holds(element, codePoint)) {
        return true;
      }
    }
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (member.getKey().indexOf(codePoint) >= 0 || holds(member.getValue(), codePoint)) {
        return true;
      }
    }
    return false;
  }

  private void say(String id, int codePoint, OptionalLong item, long offset) {
    item.ifPresent(number -> {
      said.add(number);
      spoiled.add(number);
    });
    String name = "U+%04X".formatted(codePoint);
    flaws.add(
        new Flaw(
            id, "noCodePoint", "", "no " + name, item, OptionalLong.of(offset), "holds " + name));
  }
}
