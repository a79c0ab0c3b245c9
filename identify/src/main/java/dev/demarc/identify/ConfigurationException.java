// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

/** A file or an option that says how identify shall work is wrong: exit code 2. */
public final class ConfigurationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String remedy;

  /** Says what is wrong and where, and one thing to do. */
  public ConfigurationException(String message, String remedy) {
    super(message);
    this.remedy = remedy;
  }

  /** One thing to do. */
  public String remedy() {
    return remedy;
  }
}
