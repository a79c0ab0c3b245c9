// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Puts accepted one-row cases together, so that a few calls try them all. */
final class Bundles {
  private static final int MOST_ROWS = 100;
  private static final int MOST_BYTES = 256 * 1024;

  private final Shape shape;
  private final Wire wire;
  private final Oracle oracle;
  private final List<CaseSet.Bundle> bundles = new ArrayList<>();

  Bundles(Shape shape, Wire wire, Oracle oracle) {
    this.shape = shape;
    this.wire = wire;
    this.oracle = oracle;
  }

  /** Bundles of all cases that have a row. Keys do not repeat within one. */
  List<CaseSet.Bundle> of(List<Case> cases) {
    List<Case> open =
        new ArrayList<>(cases.stream().filter(each -> each.row().isPresent()).toList());
    while (!open.isEmpty()) {
      List<Case> taken = new ArrayList<>();
      List<Case> rest = new ArrayList<>();
      Set<String> keys = new HashSet<>();
      int size = 0;
      for (Case each : open) {
        boolean fits = taken.size() < MOST_ROWS && size + each.wire().length <= MOST_BYTES;
        if (taken.isEmpty() || (fits && keys.stream().noneMatch(keysOf(each)::contains))) {
          taken.add(each);
          keys.addAll(keysOf(each));
          size += each.wire().length;
        } else {
          rest.add(each);
        }
      }
      add(taken);
      open = rest;
    }
    return bundles;
  }

  private void add(List<Case> members) {
    List<Row> rows = members.stream().map(each -> each.row().orElseThrow()).toList();
    byte[] bytes = wire.bytes(rows);
    if (members.size() == 1 || oracle.accepts(bytes)) {
      String id =
          members.size() == 1 ? members.getFirst().id() : "boundary/rows-" + (bundles.size() + 1);
      bundles.add(new CaseSet.Bundle(id, bytes, members));
      return;
    }
    add(members.subList(0, members.size() / 2));
    add(members.subList(members.size() / 2, members.size()));
  }

  private Set<String> keysOf(Case each) {
    Set<String> keys = new HashSet<>();
    Row row = each.row().orElseThrow();
    for (int i = 0; i < shape.columns().size(); i++) {
      if (shape.columns().get(i).key()) {
        keys.add(i + ":" + row.cells().get(i));
      }
    }
    return keys;
  }
}
