// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.List;

/**
 * Something that a user or a host can cause: what happened, where, and one thing to do. The command
 * line turns the kind into an exit code (vocabulary, §b); nothing else may.
 */
public final class DemarcException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Which exit code it deserves. */
  public enum Kind {
    /** Usage, unreadable or invalid file: exit 2. */
    USAGE,
    /** A contract, signature or gate does not hold: exit 1. */
    BROKEN,
    /** This host or a server cannot: exit 3. */
    CANNOT
  }

  private final Kind kind;
  private final String remedy;
  private final transient List<String> details;

  /**
   * Says what happened and where ({@code message}), more lines about it ({@code details}), and what
   * to do ({@code remedy}).
   */
  public DemarcException(Kind kind, String message, List<String> details, String remedy) {
    super(message);
    this.kind = kind;
    this.remedy = remedy;
    this.details = List.copyOf(details);
  }

  /** Says what happened and where, and what to do. */
  public DemarcException(Kind kind, String message, String remedy) {
    this(kind, message, List.of(), remedy);
  }

  /** Which exit code it deserves. */
  public Kind kind() {
    return kind;
  }

  /** One thing to do. */
  public String remedy() {
    return remedy;
  }

  /** More lines about it, one problem each; may be empty. */
  public List<String> details() {
    return details;
  }
}
