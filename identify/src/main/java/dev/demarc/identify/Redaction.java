// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.regex.Pattern;

/**
 * What of a line of the repository is not printed: the user part of a URL, which may hold a
 * password or a token.
 */
final class Redaction {
  private static final Pattern USER = Pattern.compile("(\\w{2,10}://)[^\\s/@\"'`]{1,200}@");

  private Redaction() {}

  static String line(String text) {
    return USER.matcher(text).replaceAll("$1…@");
  }
}
