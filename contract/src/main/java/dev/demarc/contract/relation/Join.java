// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.relation;

import dev.demarc.contract.item.Item;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Input and output items brought together by a key, and the input items that standard error names
 * as rejected.
 *
 * <p>A rejecting line stands for the missing input whose key it holds as a word; a rejecting line
 * that holds no key of the input stands for one missing input, whichever that is. A number that is
 * the key of an input that came out is taken for something else, a line number perhaps.
 */
public final class Join {
  /** One key of the input; most have one output item, so that no list is made for it. */
  static final class Entry {
    final long row;
    long given;
    private List<Item> outputs = List.of();

    Entry(long row) {
      this.row = row;
    }

    List<Item> outputs() {
      return outputs;
    }

    private void add(Item item) {
      if (outputs.isEmpty()) {
        outputs = List.of(item);
        return;
      }
      if (outputs.size() == 1) {
        outputs = new ArrayList<>(outputs);
      }
      outputs.add(item);
    }

    long missing() {
      return Math.max(0, given - outputs.size());
    }
  }

  private final Exchange exchange;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final List<Item> strays = new ArrayList<>();
  private final Set<String> named = new HashSet<>();
  private long anonymous;

  private Join(Exchange exchange) {
    this.exchange = exchange;
  }

  /** Joins the items of a call. */
  public static Join of(
      Exchange exchange, String inputKey, String outputKey, Optional<Pattern> rejected) {
    Join join = new Join(exchange);
    long row = 0;
    for (JsonNode item : exchange.given()) {
      long number = ++row;
      join.entries.computeIfAbsent(Exchange.key(item, inputKey), key -> new Entry(number)).given++;
    }
    for (Item item : exchange.output().items()) {
      Entry entry = join.entries.get(Exchange.key(item.value(), outputKey));
      if (entry == null) {
        join.strays.add(item);
      } else {
        entry.add(item);
      }
    }
    rejected.ifPresent(pattern -> join.attribute(exchange.stderrLike(pattern), inputKey));
    return join;
  }

  /** The first input item of a key. */
  JsonNode input(Entry entry) {
    return exchange.given().get((int) entry.row - 1);
  }

  private void attribute(List<String> lines, String inputKey) {
    if (lines.isEmpty()) {
      return;
    }
    Map<String, String> byText = new HashMap<>();
    entries.forEach((key, entry) -> byText.put(input(entry).path(inputKey).asString(""), key));
    for (String line : lines) {
      boolean found = false;
      for (String word : line.split("[\\s,;:=\"'()\\[\\]]+", -1)) {
        String key = word.isEmpty() ? null : byText.get(word);
        Entry entry = key == null ? null : entries.get(key);
        if (key != null && entry != null) {
          named.add(key);
          found |= entry.missing() > 0 || input(entry).path(inputKey).isString();
        }
      }
      anonymous += found ? 0 : 1;
    }
  }

  Map<String, Entry> entries() {
    return entries;
  }

  boolean isNamed(String key) {
    return named.contains(key);
  }

  /** Rejecting lines that name no key of the input. */
  long anonymous() {
    return anonymous;
  }

  /** Output items whose key no input has. */
  List<Item> strays() {
    return strays;
  }

  /** The input item that an output item belongs to. */
  Optional<JsonNode> partner(Item item, String outputKey) {
    return Optional.ofNullable(entries.get(Exchange.key(item.value(), outputKey))).map(this::input);
  }

  /** What became of the input items; an output item is good unless its number is spoiled. */
  public Fates fates(Set<Long> spoiled) {
    long right = 0;
    long wrong = 0;
    long missing = 0;
    long rejected = 0;
    long surplus = strays.size();
    for (Map.Entry<String, Entry> pair : entries.entrySet()) {
      Entry entry = pair.getValue();
      long pairs = Math.min(entry.given, entry.outputs().size());
      long good =
          entry.outputs().stream()
              .filter(item -> item.sound() && !spoiled.contains(item.number()))
              .count();
      right += Math.min(pairs, good);
      wrong += pairs - Math.min(pairs, good);
      surplus += entry.outputs().size() - pairs;
      missing += entry.missing();
      rejected += named.contains(pair.getKey()) ? entry.missing() : 0;
    }
    return new Fates(right, wrong, Math.min(missing, rejected + anonymous), missing, surplus);
  }

  /**
   * What became of the input items of one call.
   *
   * @param right came out, and nothing is wrong with them
   * @param wrong came out under their key, but wrong
   * @param rejected did not come out, and standard error says so
   * @param missing did not come out, the rejected ones included
   * @param surplus output items that belong to no input
   */
  public record Fates(long right, long wrong, long rejected, long missing, long surplus) {}
}
