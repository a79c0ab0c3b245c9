// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Contract;
import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.Relation.Transform;
import dev.demarc.contract.item.ItemRules;
import dev.demarc.contract.item.Slices;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** Changes an input for a metamorphic relation. Deterministic: the same input, the same change. */
final class Transforms {
  private final ItemRules rules;

  private Transforms(Contract contract) {
    rules = ItemRules.of(contract.input());
  }

  /** The changes to inputs of a contract. */
  static Transforms of(Contract contract) {
    return new Transforms(contract);
  }

  /**
   * The changed inputs: one, or two for {@code splitItems}. Empty when the change makes no sense
   * for these bytes or changes nothing.
   */
  List<byte[]> apply(Transform transform, byte[] raw) {
    return switch (transform) {
      case ADD_BOM ->
          isUtf8() && !Slices.startsWithMark(raw) ? List.of(Slices.marked(raw)) : List.of();
      case TO_CRLF -> changed(raw, toCrlf(raw));
      case TO_NFD -> isUtf8() ? changed(raw, toNfd(raw)) : List.of();
      case GZIP -> List.of(gzip(raw));
      case RERUN -> List.of(raw.clone());
      case PERMUTE_ITEMS ->
          slices(raw).map(cut -> List.of(cut.with(cut.items().reversed()))).orElse(List.of());
      case SPLIT_ITEMS -> slices(raw).map(Transforms::halves).orElse(List.of());
    };
  }

  /** Two items at least: fewer cannot be moved or parted. */
  private Optional<Slices> slices(byte[] raw) {
    return Slices.of(rules, raw).filter(cut -> cut.items().size() >= 2);
  }

  private static List<byte[]> halves(Slices cut) {
    int half = cut.items().size() / 2;
    return List.of(
        cut.with(cut.items().subList(0, half)),
        cut.with(cut.items().subList(half, cut.items().size())));
  }

  private boolean isUtf8() {
    return rules.format() != Format.BINARY && rules.text().charset().equalsIgnoreCase("utf-8");
  }

  private static List<byte[]> changed(byte[] raw, byte[] other) {
    return Arrays.equals(raw, other) ? List.of() : List.of(other);
  }

  /** Line feeds outside of quotes; not in charsets whose line feed is no single byte. */
  private byte[] toCrlf(byte[] raw) {
    if (Slices.of(rules, raw).isEmpty()) {
      return raw;
    }
    int quote = rules.format() == Format.CSV ? rules.csv().quoteChar() : -1;
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length + 64);
    boolean quoted = false;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == quote) {
        quoted = !quoted;
      } else if (raw[i] == '\n' && !quoted && (i == 0 || raw[i - 1] != '\r')) {
        out.write('\r');
      }
      out.write(raw[i]);
    }
    return out.toByteArray();
  }

  private static byte[] toNfd(byte[] raw) {
    String text = new String(raw, StandardCharsets.UTF_8);
    return Normalizer.normalize(text, Normalizer.Form.NFD).getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] gzip(byte[] raw) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(raw);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory", e);
    }
    return out.toByteArray();
  }
}
