// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;

/**
 * Hosts that are the user's own although their names do not say so ({@code hosts.private} of the
 * configuration): a fact that every rule may ask for.
 *
 * @param names a host, or with a leading dot everything below it
 */
public record PrivateHosts(List<String> names) {
  /** Copies the list. */
  public PrivateHosts {
    names = List.copyOf(names);
  }

  /** True for one of them, or a host below one. */
  public boolean own(String host) {
    return names.stream()
        .map(name -> name.startsWith(".") ? name.substring(1) : name)
        .anyMatch(name -> host.equals(name) || host.endsWith("." + name));
  }
}
