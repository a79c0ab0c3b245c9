// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What of a line of the repository is not printed: the user part of a URL, which may hold a
 * password or a token, and what a rule says is a secret.
 */
final class Redaction {
  private static final Pattern USER = Pattern.compile("(\\w{2,10}://)[^\\s/@\"'`]{1,200}@");

  private Redaction() {}

  static String line(String text) {
    return USER.matcher(text).replaceAll("$1…@");
  }

  static String line(String text, List<String> hidden) {
    String left = text;
    for (String secret : hidden) {
      left = secret.isEmpty() ? left : left.replace(secret, "…");
    }
    return line(left);
  }
}
