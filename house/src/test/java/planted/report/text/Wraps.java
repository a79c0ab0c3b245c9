// SPDX-License-Identifier: Apache-2.0
package planted.report.text;

import planted.report.Prints;

/** Planted: the other half of a cycle of packages. */
public final class Wraps {
  public Class<?> owner() {
    return Prints.class;
  }
}
