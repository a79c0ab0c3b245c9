// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something that commands stand inside of. */
public final class Enclosure {
  /** The kinds of it. */
  public enum Kind {
    /** {@code $(…)} or backquotes. */
    SUBSTITUTION,
    /** {@code <(…)} or {@code >(…)}. */
    PROCESS,
    /** {@code (…)}. */
    SUBSHELL,
    /** <code>{ …; }</code>. */
    GROUP,
    /** {@code if} to {@code fi}. */
    IF,
    /** {@code for}, {@code while}, {@code until} or {@code select} to {@code done}. */
    LOOP,
    /** {@code case} to {@code esac}. */
    CASE,
    /** What an {@code if}, {@code elif}, {@code while} or {@code until} tests. */
    CONDITION,
    /** The body of a function. */
    FUNCTION
  }

  private final Kind kind;
  private final String name;
  private final @Nullable ShellCommand owner;
  private final Joint before;
  private final boolean negated;
  private final List<ShellRedirect> redirects = new ArrayList<>();
  private Joint after = Joint.NONE;

  Enclosure(Kind kind, String name, @Nullable ShellCommand owner, Joint before, boolean negated) {
    this.kind = kind;
    this.name = name;
    this.owner = owner;
    this.before = before;
    this.negated = negated;
  }

  void add(ShellRedirect redirect) {
    redirects.add(redirect);
  }

  void endWith(Joint joint) {
    after = joint;
  }

  /** What it is. */
  public Kind kind() {
    return kind;
  }

  /** The name of a function, otherwise empty. */
  public String name() {
    return name;
  }

  /** The command whose word or assignment a substitution stands in; {@code for} words have none. */
  public Optional<ShellCommand> command() {
    return Optional.ofNullable(owner);
  }

  /** What stands before it. */
  public Joint before() {
    return before;
  }

  /** What stands behind it. */
  public Joint after() {
    return after;
  }

  /** True behind {@code !}. */
  public boolean isNegated() {
    return negated;
  }

  /** Redirections of all that is in it. */
  public List<ShellRedirect> redirects() {
    return Collections.unmodifiableList(redirects);
  }
}
