// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

/** How much a rule has to see at once. */
public enum Reach {
  /**
   * One folder: its Go packages, and the facts of the other files in it. What it says of a folder
   * depends on that folder and its module alone, so that it is kept from run to run.
   */
  FOLDER,
  /**
   * The whole input: the facts of all files that are not Go source, what the risks have {@link Note
   * noted} of the Go source, and the {@link Paths}.
   */
  INPUT
}
