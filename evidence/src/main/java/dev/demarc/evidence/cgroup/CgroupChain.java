// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.cgroup;

import java.util.List;
import java.util.Optional;

/**
 * The group of a process and every group above it, as far as the mount shows them: a quota on any
 * of them stops the process.
 *
 * @param groups at least one, that of the process first
 * @param isWhole whether the last one is the top of the host; in a container it may be the
 *     container's own, and quotas above cannot be seen
 */
public record CgroupChain(List<CpuGroup> groups, boolean isWhole) {
  /** Copies the list. */
  public CgroupChain {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("a chain without a group");
    }
  }

  /** The group that the process is in. */
  public CpuGroup leaf() {
    return groups.getFirst();
  }

  /** The group with the tightest quota; empty when no group has one. */
  public Optional<CpuGroup> tightest() {
    CpuGroup tightest = null;
    for (CpuGroup group : groups) {
      if (group.quota().isPresent()
          && (tightest == null || cpus(group).compareTo(cpus(tightest)) < 0)) {
        tightest = group;
      }
    }
    return Optional.ofNullable(tightest);
  }

  private static Cpus cpus(CpuGroup group) {
    return group.quota().orElseThrow().cpus();
  }

  /** The first group whose files could not be read whole; a quota may hide there. */
  public Optional<CpuGroup> unread() {
    return groups.stream().filter(one -> one.reading() != CpuGroup.Reading.WHOLE).findFirst();
  }
}
