// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

/** Keeps messages short and on one line, whatever the payload was. */
final class Sentences {
  private Sentences() {}

  static String cut(String text, int most) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < text.length() && line.length() < most; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? ' ' : c);
    }
    return text.length() > most ? line.append('…').toString() : line.toString();
  }
}
