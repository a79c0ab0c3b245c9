// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** One command. Made only when it is asked for, so that no other one costs time at start. */
interface Verb {
  /** Begins, on threads of its own, what it needs whatever the arguments say. */
  default void prepare() {}

  /** Its options and what they mean; the name and the {@code --help} option are added. */
  CommandSpec spec();

  /**
   * Does it.
   *
   * @throws dev.demarc.contract.DemarcException for what the user or the host causes
   */
  Exit run(ParseResult given, Session session) throws IOException, InterruptedException;

  /** Wrappers leave the lower codes to the component that they wrap. */
  default boolean wrapper() {
    return false;
  }
}
