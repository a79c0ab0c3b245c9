// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Component;
import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Opens boundaries, and knows all that are open, so that a dying Demarc leaves nothing behind. */
public final class Boundaries {
  // what must die with this process is a fact about this process: the one registry of its kind
  private static final Set<Boundary> OPEN = ConcurrentHashMap.newKeySet();

  private Boundaries() {}

  /**
   * Puts a boundary around the component of a contract. Relative paths start from {@code folder}.
   *
   * @throws dev.demarc.contract.DemarcException {@code CANNOT} when {@code isolation.minLevel} or
   *     {@code isolation.require} is not met on this host, {@code USAGE} when the contract is of a
   *     kind that cannot be run
   */
  public static Boundary open(Contract contract, Path folder) {
    return open(contract, folder, Setup.ofHost());
  }

  /** The same with another use of the host. */
  public static Boundary open(Contract contract, Path folder, Setup setup) {
    if (contract.component().kind() != Component.Kind.PROCESS) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          contract.file() + ": only component.kind process can be run in this version",
          "put a process in front of it, or test it elsewhere");
    }
    if (contract.component().command().isEmpty()) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          contract.file() + ": component.command is empty",
          "name the program and its arguments");
    }
    Boundary boundary = new Opening(contract, folder, setup).open(OPEN::remove);
    OPEN.add(boundary);
    return boundary;
  }

  /** Stops what runs behind every open boundary as its contract says: for a wrapper's signal. */
  public static void stopAll() {
    List.copyOf(OPEN).forEach(Boundary::stop);
  }

  /** Ends every open boundary of this process: for a shutdown hook. */
  public static void closeAll() {
    List.copyOf(OPEN).forEach(Boundary::close);
  }
}
