// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.make;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import java.util.List;
import java.util.Map;

/** The text of a recipe as the shell gets it. */
final class RecipeText {
  private final SourceText source;
  private final Map<String, String> values;
  private final List<MakeReference> references;
  private final boolean inRecipe;
  private final Passage.Builder builder;

  RecipeText(
      SourceText source,
      Map<String, String> values,
      List<MakeReference> references,
      boolean inRecipe) {
    this.source = source;
    this.values = values;
    this.references = references;
    this.inRecipe = inRecipe;
    this.builder = Passage.in(source);
  }

  Passage passage() {
    return builder.build();
  }

  /** A line without its tab and its marks; one that may fail never fails for the shell. */
  void command(int from, int end) {
    int start = from;
    boolean mayFail = false;
    while (start < end && "\t @+-".indexOf(source.bytes()[start]) >= 0) {
      mayFail |= source.bytes()[start] == '-';
      start++;
    }
    line(start, end);
    if (mayFail && start < end) {
      builder.add(" || :", end);
    }
    builder.add("\n", end);
  }

  void line(int start, int end) {
    int from = start;
    for (int at = start; at < end; ) {
      byte b = source.bytes()[at];
      if (b == '$') {
        builder.add(from, at);
        at = reference(at, end);
        from = at;
      } else if (b == '\n' && at + 1 < end && source.bytes()[at + 1] == '\t') {
        builder.add(from, at + 1);
        at += 2;
        from = at;
      } else {
        at++;
      }
    }
    builder.add(from, Math.max(from, end));
  }

  private int reference(int at, int limit) {
    int end = MakeReferences.end(new Bytes(source.bytes()), at, limit);
    String text = source.text(at, end);
    if (!text.equals("$$")) {
      references.add(
          new MakeReference(MakeReferences.inner(text), inRecipe, source.place(at, end)));
    }
    builder.add(MakeReferences.put(text, values), at);
    return end;
  }

  /** Bytes as characters. */
  private record Bytes(byte[] bytes) implements CharSequence {
    @Override
    public int length() {
      return bytes.length;
    }

    @Override
    public char charAt(int index) {
      return (char) (bytes[index] & 0xff);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      throw new UnsupportedOperationException("not needed");
    }
  }
}
