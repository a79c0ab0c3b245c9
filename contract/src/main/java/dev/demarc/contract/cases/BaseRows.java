// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Valid rows with keys that never repeat. */
final class BaseRows {
  private static final int TRIES = 100;

  private final Shape shape;
  private final Values values;
  private final RandomGenerator random;
  private final Set<String> used = new HashSet<>();

  BaseRows(Shape shape, Values values, RandomGenerator random) {
    this.shape = shape;
    this.values = values;
    this.random = random;
  }

  /** The next row. */
  Row next() {
    List<Cell> cells = new ArrayList<>();
    for (Column column : shape.columns()) {
      Cell cell = values.draw(column, random);
      for (int i = 0; column.key() && i < TRIES && !used.add(column.name() + cell); i++) {
        cell = values.draw(column, random);
      }
      cells.add(cell);
    }
    return new Row(cells);
  }

  /** So many rows. */
  List<Row> next(int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(next());
    }
    return rows;
  }
}
