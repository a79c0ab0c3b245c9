// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.git;

import java.time.Instant;
import java.util.Optional;

/**
 * A commit as seen from one folder.
 *
 * @param id full object id
 * @param folderTree object id of the folder's tree in it: equal ids mean equal content
 * @param time of the committer
 * @param author name
 * @param subject first line of the message
 * @param origin URL of the remote {@code origin} without user part; empty when there is none or
 *     when it is a path of this machine
 * @param shallow history is cut
 */
public record Commit(
    String id,
    String folderTree,
    Instant time,
    String author,
    String subject,
    Optional<String> origin,
    boolean shallow) {

  /** The first twelve digits, for people. */
  public String brief() {
    return id.substring(0, Math.min(12, id.length()));
  }
}
