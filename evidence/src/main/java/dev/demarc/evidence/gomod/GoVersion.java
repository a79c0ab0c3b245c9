// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.Place;

/**
 * A version of Go and where it is written.
 *
 * @param text such as {@code 1.26} or {@code 1.26.1}
 */
public record GoVersion(String text, Place place) {
  /** True when it is this one or a later one; a version that is no number is none. */
  public boolean isAtLeast(int major, int minor) {
    int ownMajor = number(0);
    return ownMajor > major || (ownMajor == major && number(1) >= minor);
  }

  private int number(int index) {
    String rest = text;
    for (int i = 0; i < index; i++) {
      int dot = rest.indexOf('.');
      rest = dot < 0 ? "" : rest.substring(dot + 1);
    }
    int end = 0;
    while (end < Math.min(rest.length(), 6) && Character.isDigit(rest.charAt(end))) {
      end++;
    }
    return end == 0 ? -1 : Integer.parseInt(rest.substring(0, end));
  }
}
