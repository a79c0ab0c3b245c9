// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * The rows of a text as items, each made of its bytes when it is asked for: a million rows as JSON
 * values would need twenty times the memory of their text.
 */
final class RowItems extends AbstractList<Item> implements RandomAccess {
  private final Text text;
  private final Spans spans;
  private final int first;
  private final Function<String, JsonNode> reader;
  private final BitSet unsound = new BitSet();
  private int size;

  /** Items of the spans from {@code first} on, none of which is taken yet. */
  RowItems(Text text, Spans spans, int first, Function<String, JsonNode> reader) {
    this.text = text;
    this.spans = spans;
    this.first = first;
    this.reader = reader;
  }

  /** Takes the next span as an item. */
  void take(boolean sound) {
    unsound.set(size++, !sound);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Item get(int index) {
    Objects.checkIndex(index, size);
    int span = first + index;
    int start = spans.start(span);
    return new Item(
        spans.number(span), text.given(start), reader.apply(row(span)), !unsound.get(index));
  }

  /** The text of a row without its line end. */
  private String row(int span) {
    byte[] utf8 = text.utf8();
    int start = spans.start(span);
    int end = spans.next(span);
    if (end > start && utf8[end - 1] == '\n') {
      end--;
      end -= end > start && utf8[end - 1] == '\r' ? 1 : 0;
    }
    return new String(utf8, start, end - start, StandardCharsets.UTF_8);
  }

  /** The values of items, each made when it is asked for. */
  static List<JsonNode> values(List<Item> items) {
    return new Values(items);
  }

  private static final class Values extends AbstractList<JsonNode> implements RandomAccess {
    private final List<Item> items;

    Values(List<Item> items) {
      this.items = items;
    }

    @Override
    public JsonNode get(int index) {
      return items.get(index).value();
    }

    @Override
    public int size() {
      return items.size();
    }
  }
}
