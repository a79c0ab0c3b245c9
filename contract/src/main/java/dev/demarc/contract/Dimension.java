// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

/** One of the four parts of a contract's promise. */
public enum Dimension {
  /** What the component may be given. */
  INPUT,
  /** What the component gives back. */
  OUTPUT,
  /** How the component starts, stops, ends and what it leaves behind. */
  LIFECYCLE,
  /** What the component may use of the machine. */
  RESOURCES;

  /**
   * The word of documents and output: {@code input}, {@code output}, {@code lifecycle}, {@code
   * resources}.
   */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
