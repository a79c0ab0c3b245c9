// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Place;

/** A word of the form {@code NAME=value}. */
public final class ShellAssignment {
  private final ShellWord word;
  private final int equals;

  ShellAssignment(ShellWord word, int equals) {
    this.word = word;
    this.equals = equals;
  }

  /** The variable, without an index. */
  public String name() {
    String before = word.text().substring(0, equals);
    int end = before.endsWith("+") ? before.length() - 1 : before.length();
    int index = before.indexOf('[');
    return before.substring(0, index < 0 ? end : index);
  }

  /** The value with its quotes taken off; references stay as they are written. */
  public String value() {
    return word.text().substring(equals + 1);
  }

  /** True when the value holds no reference and no substitution, and is one word. */
  public boolean isConstant() {
    return word.isConstant();
  }

  /** True for {@code +=}. */
  public boolean appends() {
    return word.text().charAt(equals - 1) == '+';
  }

  /** The whole word. */
  public ShellWord word() {
    return word;
  }

  /** Where name and value stand. */
  public Place place() {
    return word.place();
  }
}
