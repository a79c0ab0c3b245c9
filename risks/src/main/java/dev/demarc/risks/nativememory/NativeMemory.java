// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;

/**
 * A process holds memory that Go never allocated: C's heap, a library's arenas. Go's collector, its
 * profiles and its memory limit know nothing of it.
 */
public final class NativeMemory implements Risk {
  @Override
  public String id() {
    return "native-memory";
  }

  @Override
  public String title() {
    return "Memory that Go does not see is not freed by Go";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new GomemlimitMalformed(),
        new CMemoryNotFreed(),
        new GcOffNoLimit(),
        new GogcIgnored(),
        new CargoCultFreeosmemory(),
        new CargoCultMadvdontneed(),
        new CargoCultArenaMax());
  }
}
