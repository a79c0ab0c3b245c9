// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A child process has its own language, memory, signals and end. Go governs none of it: the
 * compiler sees a name and a list of words, and every promise about the child must be kept by hand.
 */
public final class ProcessBoundary implements Risk {
  @Override
  public String id() {
    return "process-boundary";
  }

  @Override
  public String title() {
    return "A program that Go starts is not governed by Go";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new ShellWithVariable(),
        new StdinNeverClosed(),
        new PipeReadAfterWait(),
        new NoWaitDelay(),
        new CommandNoContext(),
        new StartedNotWaited(),
        new WaitWithoutBound(),
        new ShellFormEntrypoint(),
        new EntrypointWithoutExec(),
        new CargoCultIconvIgnore(),
        new CargoCultInvoke(),
        new CargoCultInterruptStop(),
        new CargoCultPsGrep(),
        new PipeNeverRead(),
        new LongLivedChild(),
        new ZombieChildren(),
        new IgnoresSigterm(),
        new NoListeningSocket(),
        new OrphanedComponent(),
        new ForkStorm(),
        new InheritsListener(),
        new NoCgroupLimit());
  }
}
