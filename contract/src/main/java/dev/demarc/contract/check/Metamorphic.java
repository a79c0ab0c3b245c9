// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Relation;
import dev.demarc.contract.Relation.Transform;
import dev.demarc.contract.item.Item;
import dev.demarc.contract.item.Reading;
import dev.demarc.contract.item.SameJson;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Metamorphic relations: {@link #plan} changes an input and asks the gate, somebody calls the
 * component, {@link #broken} compares the outputs.
 *
 * <p>{@code addBom, toCrlf, toNfd, gzip, rerun}: the same output, that is the same bytes or the
 * same items in the same order; {@code permuteItems}: the same items in any order; {@code
 * splitItems}: the outputs of the parts, one after the other, hold the same items.
 */
public final class Metamorphic {
  private final Gate gate;
  private final Judge judge;
  private final Transforms transforms;

  /** What is to be called. */
  public sealed interface Plan {
    /** These inputs, all admitted, in this order. */
    record Calls(List<byte[]> raw) implements Plan {}

    /** Nothing: the relation holds because no changed input is one of the contract. */
    record NotApplicable(String why) implements Plan {}
  }

  private Metamorphic(Contract contract) {
    gate = Gate.of(contract);
    judge = Judge.of(contract);
    transforms = Transforms.of(contract);
  }

  /** The metamorphic relations of a contract. */
  public static Metamorphic of(Contract contract) {
    return new Metamorphic(contract);
  }

  /** The inputs to call the component with, made of one that the gate admits. */
  public Plan plan(Transform transform, byte[] raw) {
    List<byte[]> inputs = transforms.apply(transform, raw);
    if (inputs.isEmpty()) {
      return new Plan.NotApplicable("the change does not apply to this input");
    }
    for (byte[] input : inputs) {
      if (gate.admit(input) instanceof Admission.Refused refused) {
        return new Plan.NotApplicable(
            "the contract refuses the changed input: "
                + refused.violations().getFirst().sentence());
      }
    }
    return new Plan.Calls(inputs);
  }

  /** What is broken, given the output of the first input and those of the planned calls. */
  public Optional<Violation> broken(
      Relation.Metamorphic relation, byte[] original, List<byte[]> outputs) {
    boolean one = outputs.size() == 1;
    return switch (relation.transform()) {
      case ADD_BOM, TO_CRLF, TO_NFD, GZIP, RERUN ->
          one && judge.sameOutput(original, outputs.getFirst())
              ? Optional.empty()
              : difference(relation, original, outputs);
      case PERMUTE_ITEMS ->
          one && sameInAnyOrder(original, outputs.getFirst())
              ? Optional.empty()
              : Optional.of(violation(relation, OptionalLong.empty(), "other items come out"));
      case SPLIT_ITEMS -> difference(relation, original, outputs);
    };
  }

  /** True when the relation holds. */
  public boolean holds(Relation.Metamorphic relation, byte[] original, List<byte[]> outputs) {
    return broken(relation, original, outputs).isEmpty();
  }

  private Optional<Violation> difference(
      Relation.Metamorphic relation, byte[] original, List<byte[]> outputs) {
    Reading first = judge.itemsOf(original);
    boolean whole = Judge.isWhole(first);
    List<Item> others = new ArrayList<>();
    for (byte[] output : outputs) {
      Reading reading = judge.itemsOf(output);
      whole &= Judge.isWhole(reading);
      others.addAll(reading.items());
    }
    List<Item> items = first.items();
    int both = Math.min(items.size(), others.size());
    for (int i = 0; i < both; i++) {
      if (!SameJson.same(items.get(i).value(), others.get(i).value())) {
        return Optional.of(
            violation(relation, OptionalLong.of(i + 1L), "another item comes out here"));
      }
    }
    if (items.size() != others.size()) {
      return Optional.of(
          violation(
              relation,
              OptionalLong.of(both + 1L),
              "%d items come out instead of %d".formatted(others.size(), items.size())));
    }
    return whole
        ? Optional.empty()
        : Optional.of(
            violation(relation, OptionalLong.empty(), "the outputs differ, and are not all items"));
  }

  private boolean sameInAnyOrder(byte[] original, byte[] other) {
    Reading one = judge.itemsOf(original);
    Reading two = judge.itemsOf(other);
    if (Arrays.equals(original, other)) {
      return true;
    }
    return Judge.isWhole(one) && Judge.isWhole(two) && counted(one).equals(counted(two));
  }

  private static Map<String, Long> counted(Reading reading) {
    Map<String, Long> counts = new HashMap<>();
    reading.items().forEach(item -> counts.merge(SameJson.canonical(item.value()), 1L, Long::sum));
    return counts;
  }

  private static Violation violation(
      Relation.Metamorphic relation, OptionalLong item, String message) {
    return new Violation(
        Dimension.OUTPUT,
        relation.id(),
        word(relation.transform()),
        "",
        "the same output",
        "",
        item,
        OptionalLong.empty(),
        "after " + word(relation.transform()) + " " + message);
  }

  /** The word of the contract. */
  static String word(Transform transform) {
    return switch (transform) {
      case ADD_BOM -> "addBom";
      case TO_CRLF -> "toCrlf";
      case TO_NFD -> "toNfd";
      case GZIP -> "gzip";
      case RERUN -> "rerun";
      case PERMUTE_ITEMS -> "permuteItems";
      case SPLIT_ITEMS -> "splitItems";
    };
  }
}
