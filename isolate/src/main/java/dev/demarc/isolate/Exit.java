// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

/** How the first process of a run ended. */
public sealed interface Exit {
  /** It ended by itself. */
  record Code(int code) implements Exit {}

  /** A signal ended it; {@code byDemarc} when Demarc had sent one. */
  record Signal(int number, boolean byDemarc) implements Exit {}

  /** It never started. */
  record NotStarted(String cause) implements Exit {}
}
