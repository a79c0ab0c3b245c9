// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.text.Text;
import dev.demarc.contract.text.TextGuard;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/**
 * What a component gets: the caller's bytes without a mark that is to be stripped, with line ends
 * rewritten outside of quotes. Nothing else changes; nothing is written anew.
 */
public final class Preparation {
  private final ItemRules rules;
  private final TextGuard guard;

  /**
   * The bytes for the component.
   *
   * @param newlines line ends that were rewritten
   */
  public record Prepared(byte[] bytes, long newlines) {}

  Preparation(ItemRules rules, TextGuard guard) {
    this.rules = rules;
    this.guard = guard;
  }

  Prepared of(byte[] raw, Text text) {
    int kept = rules.text().bom() == Bom.STRIP ? 0 : text.markLength();
    Rewriting rewriting = new Rewriting(text);
    boolean rewrites = rules.newlines() != Newlines.KEEP && rewriting.countNeeded() > 0;
    if (!rewrites && !text.changed()) {
      return new Prepared(
          kept == text.markLength() ? raw : Arrays.copyOfRange(raw, text.markLength(), raw.length),
          0);
    }
    byte[] utf8 =
        rewrites
            ? rewriting.run()
            : Arrays.copyOfRange(text.utf8(), text.from(), text.utf8().length);
    byte[] encoded = guard.encoded(utf8, raw);
    byte[] whole = Arrays.copyOf(raw, kept + encoded.length);
    System.arraycopy(encoded, 0, whole, kept, encoded.length);
    return new Prepared(whole, rewrites ? rewriting.needed : 0);
  }

  /** Line ends outside of quotes; a doubled quote closes and opens at once. */
  private final class Rewriting {
    private final byte[] utf8;
    private final int from;
    private final boolean toLf;
    private final int quote;
    private long needed;

    Rewriting(Text text) {
      this.utf8 = text.utf8();
      this.from = text.from();
      this.toLf = rules.newlines() == Newlines.LF;
      this.quote = rules.format() == Format.CSV ? rules.csv().quoteChar() : -1;
    }

    long countNeeded() {
      boolean quoted = false;
      for (int i = from; i < utf8.length; i++) {
        if (utf8[i] == quote) {
          quoted = !quoted;
        } else if (utf8[i] == '\n' && !quoted && afterCr(i) == toLf) {
          needed++;
        }
      }
      return needed;
    }

    private boolean afterCr(int feed) {
      return feed > from && utf8[feed - 1] == '\r';
    }

    byte[] run() {
      ByteArrayOutputStream out =
          new ByteArrayOutputStream(utf8.length - from + (toLf ? 0 : (int) needed));
      boolean quoted = false;
      int copied = from;
      for (int i = from; i < utf8.length; i++) {
        if (utf8[i] == quote) {
          quoted = !quoted;
        } else if (utf8[i] == '\n' && !quoted && afterCr(i) == toLf) {
          out.write(utf8, copied, (toLf ? i - 1 : i) - copied);
          if (!toLf) {
            out.write('\r');
          }
          out.write('\n');
          copied = i + 1;
        }
      }
      out.write(utf8, copied, utf8.length - copied);
      return out.toByteArray();
    }
  }
}
