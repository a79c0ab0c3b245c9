// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.formatgate;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A formatter is a filter. What makes it a gate is the shell around it, and that is often wrong.
 */
public final class FormatGate implements Risk {
  @Override
  public String id() {
    return "format-gate";
  }

  @Override
  public String title() {
    return "A formatter is a gate only by the shell around it";
  }

  @Override
  public List<Rule> rules() {
    return List.of(new GateCannotFail(), new GateVersionDependent());
  }
}
