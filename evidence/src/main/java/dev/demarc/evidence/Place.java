// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence;

/**
 * Where a fact stands in a text file. Lines and columns start at 1; columns count UTF-16 code
 * units, as SARIF does; the end is exclusive. A binary file as a whole has line 0.
 */
public record Place(String file, int line, int column, int endLine, int endColumn)
    implements Comparable<Place> {
  @Override
  public int compareTo(Place other) {
    int by = file.compareTo(other.file);
    by = by != 0 ? by : Integer.compare(line, other.line);
    by = by != 0 ? by : Integer.compare(column, other.column);
    by = by != 0 ? by : Integer.compare(endLine, other.endLine);
    return by != 0 ? by : Integer.compare(endColumn, other.endColumn);
  }

  /** True when the two ranges of one file share a character, or are the same point. */
  public boolean overlaps(Place other) {
    return file.equals(other.file)
        && (sameStart(other) || (startsBeforeEndOf(other) && other.startsBeforeEndOf(this)));
  }

  private boolean sameStart(Place other) {
    return line == other.line && column == other.column;
  }

  private boolean startsBeforeEndOf(Place other) {
    return line < other.endLine || (line == other.endLine && column < other.endColumn);
  }

  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line + ":" + column;
  }
}
