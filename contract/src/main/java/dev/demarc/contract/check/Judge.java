// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.Relation;
import dev.demarc.contract.item.Item;
import dev.demarc.contract.item.ItemReader;
import dev.demarc.contract.item.ItemRules;
import dev.demarc.contract.item.Reading;
import dev.demarc.contract.item.SameJson;
import dev.demarc.contract.relation.Exchange;
import dev.demarc.contract.relation.Joins;
import dev.demarc.contract.relation.RelationCheck;
import dev.demarc.contract.text.Flaws;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Stands behind a component: its output, its standard error and the relations between input and
 * output. Safe for many threads; never throws, whatever the component wrote.
 */
public final class Judge {
  /** Violations kept of one relation, so that none crowds out the others. */
  private static final int SHARE = 1000;

  private final ItemReader reader;
  private final Format format;
  private final List<Relation> relations;
  private final StderrCheck stderr;

  private Judge(Contract contract) {
    reader = new ItemReader(ItemRules.ofOutput(contract));
    format = contract.output().mediaType().format();
    relations = contract.output().relations();
    stderr =
        new StderrCheck(contract.output().stderr(), contract.resources().limits().stderr().count());
  }

  /** The judge of a contract; refuses one whose charset cannot be read. */
  public static Judge of(Contract contract) {
    return new Judge(contract);
  }

  /** What is broken in an answer; empty when nothing is. */
  public List<Violation> judge(Admission.Accepted in, byte[] stdout, byte[] stderrBytes) {
    return examine(in, stdout, stderrBytes).violations();
  }

  /** What is broken in an answer, and what became of the items. */
  public Judgement examine(Admission.Accepted in, byte[] stdout, byte[] stderrBytes) {
    Reading output = reader.read(stdout);
    Flaws flaws = new Flaws(Math.max(SHARE, Flaws.MOST - SHARE * relations.size()));
    output.flaws().forEach(flaws::add);
    List<String> lines = stderr.check(stderrBytes, flaws);
    if (format == Format.BINARY) {
      // nothing is known of its items: no relation is broken or kept, and none is counted
      return new Judgement(Violation.all(Dimension.OUTPUT, flaws.inOrder()), ItemCount.NONE);
    }
    Exchange exchange = new Exchange(in.items(), output, format, lines, stderr.isCut(stderrBytes));
    Joins joins = new Joins(exchange);
    Set<Long> spoiled = new HashSet<>();
    Flaws all = new Flaws();
    flaws.inOrder().forEach(all::add);
    for (Relation relation : relations) {
      Flaws broken = new Flaws(SHARE);
      new RelationCheck(exchange, joins, broken, spoiled).check(relation);
      broken.inOrder().forEach(all::add);
    }
    return new Judgement(
        Violation.all(Dimension.OUTPUT, all.inOrder()),
        Counting.count(relations, exchange, joins, spoiled));
  }

  /** True when two outputs are the same bytes, or the same items in the same order. */
  public boolean sameOutput(byte[] one, byte[] other) {
    return Arrays.equals(one, other) || sameItems(itemsOf(one), itemsOf(other));
  }

  private static boolean sameItems(Reading one, Reading other) {
    if (!isWhole(one) || !isWhole(other) || one.count() != other.count()) {
      return false;
    }
    for (int i = 0; i < one.items().size(); i++) {
      if (!SameJson.same(one.items().get(i).value(), other.items().get(i).value())) {
        return false;
      }
    }
    return true;
  }

  /** True when every item could be read. */
  static boolean isWhole(Reading reading) {
    return reading.text().isPresent() && reading.count() == reading.items().size();
  }

  /** What can be read of an output. */
  Reading itemsOf(byte[] stdout) {
    return reader.read(stdout);
  }

  /** The items of an output that can be read, in order. */
  public List<Item> items(byte[] stdout) {
    return reader.read(stdout).items();
  }
}
