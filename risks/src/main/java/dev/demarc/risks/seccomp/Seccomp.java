// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.seccomp;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A filter of system calls belongs to whoever started the program. What a denied call does depends
 * on the action of the filter, and most actions leave no trace in the program.
 */
public final class Seccomp implements Risk {
  @Override
  public String id() {
    return "seccomp";
  }

  @Override
  public String title() {
    return "A seccomp profile denies calls that the program needs";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new DeniedSyscall(), new RuntimeTailDenied(), new LeaderKilled(), new RecordsLost());
  }
}
