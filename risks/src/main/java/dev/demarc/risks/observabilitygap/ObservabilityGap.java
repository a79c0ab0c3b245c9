// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.observabilitygap;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * process_cpu_seconds_total counts the Go process alone. What its children, the children that have
 * ended and its neighbours in the control group use is in the container's metrics and in nobody's.
 */
public final class ObservabilityGap implements Risk {
  @Override
  public String id() {
    return "observability-gap";
  }

  @Override
  public String title() {
    return "The CPU time that the container uses is not the Go program's";
  }

  @Override
  public List<Rule> rules() {
    return List.of(new ForeignChildCpu(), new ShortChildCpu(), new OtherCgroupCpu());
  }
}
