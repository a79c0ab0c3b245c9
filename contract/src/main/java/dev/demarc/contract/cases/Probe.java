// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

/**
 * A value just inside or just outside of one constraint of a field.
 *
 * @param label for the id of its case
 * @param keyword of the constraint
 * @param held inside
 * @param cell the value
 */
record Probe(String label, String keyword, boolean held, Cell cell) {
  static Probe in(String keyword, String label, Cell cell) {
    return new Probe(label, keyword, true, cell);
  }

  static Probe out(String keyword, String label, Cell cell) {
    return new Probe(label, keyword, false, cell);
  }
}
