// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.Place;
import java.util.List;
import java.util.Optional;

/** One word of a command. Its place is worked out when somebody asks. */
public final class ShellWord {
  private final Passage passage;
  private final int start;
  private final int end;
  private final String text;
  private final boolean quoted;
  private final boolean constant;
  private final List<String> variables;
  private final int equals;

  ShellWord(
      Passage passage,
      int start,
      int end,
      String text,
      boolean quoted,
      boolean constant,
      List<String> variables,
      int equals) {
    this.passage = passage;
    this.start = start;
    this.end = end;
    this.text = text;
    this.quoted = quoted;
    this.constant = constant;
    this.variables = List.copyOf(variables);
    this.equals = equals;
  }

  /** The word with its quotes taken off; {@code $x} and {@code $(…)} stay as they are written. */
  public String text() {
    return text;
  }

  /** Where it stands, with its quotes. */
  public Place place() {
    return passage.place(start, end);
  }

  /** True when the shell puts nothing in: no variable, no substitution, no arithmetic. */
  public boolean isConstant() {
    return constant;
  }

  /** True when a part of it is quoted. */
  public boolean isQuoted() {
    return quoted;
  }

  /** The names of the variables that it refers to, in order. */
  public List<String> variables() {
    return variables;
  }

  /** The word as an assignment: {@code X=1}, {@code X+=1}; empty when it is none. */
  public Optional<ShellAssignment> assignment() {
    return equals <= 0 ? Optional.empty() : Optional.of(new ShellAssignment(this, equals));
  }

  /** True when it is this text and nothing is put in. */
  public boolean is(String exactly) {
    return constant && text.equals(exactly);
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  @Override
  public String toString() {
    return text;
  }
}
