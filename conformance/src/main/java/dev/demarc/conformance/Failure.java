// SPDX-License-Identifier: Apache-2.0
package dev.demarc.conformance;

import dev.demarc.contract.Dimension;

/**
 * One promise broken by one call.
 *
 * @param dimension to which it counts
 * @param check its name, without the dimension
 * @param message one sentence
 */
record Failure(Dimension dimension, String check, String message) {
  /** The name of reports: {@code output/schema}. */
  String name() {
    return dimension.word() + "/" + check;
  }
}
