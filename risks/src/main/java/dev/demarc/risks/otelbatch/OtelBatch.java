// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.otelbatch;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A collector that loses or holds up data because its backend is slow or refuses. The goroutines
 * that pile up are where it waits; they are not the fault.
 */
public final class OtelBatch implements Risk {
  @Override
  public String id() {
    return "otel-batch";
  }

  @Override
  public String title() {
    return "A collector waits for its backend, and its batch and queue decide who loses";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new ExporterSaturated(),
        new ExporterBackingOff(),
        new ProducersBlocked(),
        new BatchSendBlocked());
  }
}
