// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import java.util.List;

/** What to do about a finding; the edits are empty unless the remedy is mechanical and safe. */
public record Fix(String text, List<Edit> edits) {
  /** Copies the edits. */
  public Fix {
    edits = List.copyOf(edits);
  }

  /** Replaces the text of one range. */
  public record Edit(Place place, String newText) {}
}
