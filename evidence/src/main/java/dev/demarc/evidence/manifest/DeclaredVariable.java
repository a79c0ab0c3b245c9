// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import dev.demarc.evidence.process.ProcessRedaction;
import java.util.Optional;

/**
 * What a manifest says of one watched variable of a container.
 *
 * @param value as it reaches the process; empty when it is not set, or when {@code unknown} says
 *     why the manifest alone does not tell
 * @param unknown why the value cannot be compared, in words; empty when it can
 * @param line of the manifest, from 1
 */
public record DeclaredVariable(String name, Optional<String> value, String unknown, int line) {
  /** Set to this, as far as it may be shown; a value of which a part is hidden is not compared. */
  static DeclaredVariable set(String name, String raw, int line) {
    Optional<String> shown = ProcessRedaction.shown(name, raw);
    return shown.filter(raw::equals).isPresent()
        ? new DeclaredVariable(name, shown, "", line)
        : unknown(name, "a part of its value is not shown", line);
  }

  /** Taken away again, as {@code env -u} does. */
  static DeclaredVariable unset(String name, int line) {
    return new DeclaredVariable(name, Optional.empty(), "", line);
  }

  /** Decided elsewhere. */
  static DeclaredVariable unknown(String name, String why, int line) {
    return new DeclaredVariable(name, Optional.empty(), why, line);
  }

  /** Whether it can be compared. */
  public boolean isKnown() {
    return unknown.isEmpty();
  }

  /**
   * Whether a variable is watched: it steers a runtime, and its value may be shown. What systemd
   * makes for each start (LISTEN_FDS and the like) is no manifest's.
   */
  public static boolean isWatched(String name) {
    return ProcessRedaction.isShown(name) && !name.startsWith("LISTEN_");
  }
}
