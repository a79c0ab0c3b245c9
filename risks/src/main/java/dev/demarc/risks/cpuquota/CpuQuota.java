// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * The kernel stops a group of processes that has used up its CPU quota. Pauses of Go programs in
 * containers come from there, and much of what is set against them does nothing.
 */
public final class CpuQuota implements Risk {
  @Override
  public String id() {
    return "cpu-quota";
  }

  @Override
  public String title() {
    return "The kernel's CPU quota stops a process, not Go's scheduler";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new CargoCultSchedSysctls(),
        new AutomaxprocsRedundant(),
        new GomaxprocsMalformed(),
        new Throttled(),
        new QuotaUnderBurst(),
        new GomaxprocsOverQuota(),
        new ParentQuotaUnseen(),
        new NeighbourContention(),
        new RunqueueSaturated(),
        new SchedtraceLate());
  }
}
