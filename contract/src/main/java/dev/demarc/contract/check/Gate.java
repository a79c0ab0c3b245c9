// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Dimension;
import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.item.ItemReader;
import dev.demarc.contract.item.ItemRules;
import dev.demarc.contract.item.Preparation;
import dev.demarc.contract.item.Reading;
import dev.demarc.contract.text.Text;
import java.util.Optional;

/**
 * Stands before a component: bytes that keep the input contract pass, prepared as it names; others
 * are refused with every bad row, its offset and the reason. Safe for many threads.
 */
public final class Gate {
  private final ItemReader reader;
  private final boolean strips;

  private Gate(Contract contract) {
    reader = new ItemReader(ItemRules.of(contract.input()));
    strips = contract.input().bom() == Bom.STRIP;
  }

  /** The gate of a contract; refuses one whose charset or dialect cannot be read. */
  public static Gate of(Contract contract) {
    return new Gate(contract);
  }

  /**
   * Says whether bytes may pass; never throws, whatever they are. The answer goes on reading from
   * them: they must not change while it is used.
   */
  public Admission admit(byte[] raw) {
    Reading reading = reader.read(raw);
    if (!reading.flaws().isEmpty()) {
      return new Admission.Refused(
          Violation.all(Dimension.INPUT, reading.flaws()), reading.count());
    }
    Preparation.Prepared prepared = reader.prepare(raw, reading);
    return new Admission.Accepted(
        prepared.bytes(), reading.values(), repairs(reading.text(), prepared.newlines()));
  }

  private Admission.Repairs repairs(Optional<Text> text, long newlines) {
    if (text.isEmpty()) {
      return Admission.Repairs.NONE;
    }
    Text read = text.get();
    return new Admission.Repairs(
        strips && read.markLength() > 0 ? 1 : 0, newlines, read.malformed(), read.droppedBytes());
  }
}
