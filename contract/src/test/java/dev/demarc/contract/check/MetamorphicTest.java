// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static dev.demarc.contract.check.Returns.HEADER;
import static dev.demarc.contract.check.Returns.ROW1;
import static dev.demarc.contract.check.Returns.ROW2;
import static dev.demarc.contract.check.Returns.ROW3;
import static dev.demarc.contract.check.Returns.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Relation;
import dev.demarc.contract.Relation.Transform;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetamorphicTest {
  private static final String FILE = HEADER + ROW1 + ROW2 + ROW3.strip();
  private final Returns returns = new Returns();

  private String only(Transform transform, String text) {
    List<byte[]> changed = Transforms.of(returns.contract()).apply(transform, utf8(text));
    assertThat(changed).hasSize(1);
    return new String(changed.getFirst(), StandardCharsets.UTF_8);
  }

  private boolean holds(Transform transform, String original, String... outputs) {
    return Metamorphic.of(returns.contract())
        .holds(
            new Relation.Metamorphic("m", transform),
            utf8(original),
            List.of(outputs).stream().map(Returns::utf8).toList());
  }

  @Test
  void marksAndLineEndsAreChanged() {
    assertThat(only(Transform.ADD_BOM, FILE)).isEqualTo("\uFEFF" + FILE);
    assertThat(Transforms.of(returns.contract()).apply(Transform.ADD_BOM, utf8("\uFEFF" + FILE)))
        .isEmpty();
    assertThat(only(Transform.TO_CRLF, "a,b\n1,\"x\ny\"\r\n2,3\n"))
        .isEqualTo("a,b\r\n1,\"x\ny\"\r\n2,3\r\n");
    assertThat(only(Transform.TO_NFD, "é")).isEqualTo("e\u0301");
    assertThat(only(Transform.RERUN, FILE)).isEqualTo(FILE);
  }

  @Test
  void rowsAreReversedBehindTheHeader() {
    assertThat(only(Transform.PERMUTE_ITEMS, "\uFEFFa,b\r\n1,\"x\ny\"\r\n2,3"))
        .isEqualTo("\uFEFFa,b\r\n2,3\r\n1,\"x\ny\"\r\n");
    assertThat(
            Transforms.of(returns.contract()).apply(Transform.PERMUTE_ITEMS, utf8(HEADER + ROW1)))
        .isEmpty();
    returns.with(r -> r.inputType = "application/x-ndjson");
    assertThat(only(Transform.PERMUTE_ITEMS, "1\n2\n3")).isEqualTo("3\n2\n1\n");
  }

  @Test
  void partsHaveTheHeaderEach() {
    List<byte[]> parts = Transforms.of(returns.contract()).apply(Transform.SPLIT_ITEMS, utf8(FILE));
    assertThat(parts).containsExactly(utf8(HEADER + ROW1), utf8(HEADER + ROW2 + ROW3));
  }

  @Test
  void planAdmitsWhatTheContractAdmits() {
    for (Transform transform : Transform.values()) {
      Metamorphic.Plan plan = Metamorphic.of(returns.contract()).plan(transform, utf8(FILE));
      boolean runs = transform != Transform.TO_NFD && transform != Transform.GZIP;
      assertThat(plan instanceof Metamorphic.Plan.Calls).as("%s", transform).isEqualTo(runs);
    }
  }

  @Test
  void refusedMarkMakesTheRelationNotApplicable() {
    returns.with(r -> r.bom = Bom.FORBID);
    assertThat(Metamorphic.of(returns.contract()).plan(Transform.ADD_BOM, utf8(FILE)))
        .isInstanceOfSatisfying(
            Metamorphic.Plan.NotApplicable.class,
            no -> assertThat(no.why()).contains("begins with a byte order mark"));
    returns.with(r -> r.bom = Bom.KEEP).with(r -> r.newlines = Newlines.KEEP);
    assertThat(Metamorphic.of(returns.contract()).plan(Transform.ADD_BOM, utf8(FILE)))
        .isInstanceOf(Metamorphic.Plan.Calls.class);
  }

  @Test
  void sameOutputIsSameItemsInOrder() {
    assertThat(holds(Transform.ADD_BOM, "{\"a\":1,\"b\":2}\n", "{\"b\":2.0,\"a\":1}\n")).isTrue();
    assertThat(holds(Transform.ADD_BOM, "{\"a\":1}\n{\"a\":2}\n", "{\"a\":2}\n{\"a\":1}\n"))
        .isFalse();
    assertThat(holds(Transform.ADD_BOM, "x\n", "x\n")).isTrue();
    assertThat(holds(Transform.ADD_BOM, "x\n", "y\n")).isFalse();
    assertThat(holds(Transform.RERUN, "1\n", "1\n2\n")).isFalse();
  }

  @Test
  void permutedOutputHasTheSameItemsInAnyOrder() {
    assertThat(holds(Transform.PERMUTE_ITEMS, "1\n2\n2\n", "2\n1\n2\n")).isTrue();
    assertThat(holds(Transform.PERMUTE_ITEMS, "1\n2\n2\n", "2\n1\n1\n")).isFalse();
  }

  @Test
  void outputsOfPartsJoin() {
    assertThat(holds(Transform.SPLIT_ITEMS, "1\n2\n3\n", "1\n", "2\n3\n")).isTrue();
    assertThat(holds(Transform.SPLIT_ITEMS, "1\n2\n3\n", "1\n2\n", "3\n4\n")).isFalse();
  }
}
