// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.ArrayList;
import java.util.List;

/** Cells in the order of the columns. */
public record Row(List<Cell> cells) {
  /** Copies the list. */
  public Row {
    cells = List.copyOf(cells);
  }

  /** The same row with another cell. */
  Row with(int column, Cell cell) {
    List<Cell> changed = new ArrayList<>(cells);
    changed.set(column, cell);
    return new Row(changed);
  }

  /** The same row without a column. */
  Row without(int column) {
    List<Cell> changed = new ArrayList<>(cells);
    changed.remove(column);
    return new Row(changed);
  }

  /** The same row with one more cell at the end. */
  Row plus(Cell cell) {
    List<Cell> changed = new ArrayList<>(cells);
    changed.add(cell);
    return new Row(changed);
  }
}
