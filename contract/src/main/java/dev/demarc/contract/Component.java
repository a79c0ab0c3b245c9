// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The foreign part.
 *
 * @param kind process, worker, server or remote; only process can be run so far
 * @param language for hints and inventory
 * @param command argument vector, no shell; relative to workingDir
 * @param workingDir relative to the contract's folder; {@code .} by default
 * @param files what is packaged; empty: every tracked file of the folder
 * @param env set besides PATH, LC_ALL and TMPDIR
 * @param passEnv names taken from Demarc's own environment
 */
public record Component(
    Kind kind,
    Optional<String> language,
    List<String> command,
    String workingDir,
    List<String> files,
    Map<String, String> env,
    List<String> passEnv) {
  /** What sort of foreign part. */
  public enum Kind {
    /** A new process for each call. */
    PROCESS,
    /** A process that answers many calls. */
    WORKER,
    /** A process that listens. */
    SERVER,
    /** Somebody else's service. */
    REMOTE
  }

  /** Copies the collections. */
  public Component {
    command = List.copyOf(command);
    files = List.copyOf(files);
    env = Ordered.copyOf(env);
    passEnv = List.copyOf(passEnv);
  }
}
