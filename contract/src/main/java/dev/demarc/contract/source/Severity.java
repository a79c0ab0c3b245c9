// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.util.Locale;

/** How much a problem of a contract matters. */
public enum Severity {
  /** The contract is wrong or promises what cannot be: it stops the pipeline. */
  HIGH,
  /** The contract holds, but will probably hurt. */
  MEDIUM,
  /** Worth knowing. */
  INFO;

  /** The word of documents and output: {@code high}, {@code medium}, {@code info}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
