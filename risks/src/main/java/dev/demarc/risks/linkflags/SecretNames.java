// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names of variables that say that their values are secret. */
final class SecretNames {
  private static final Set<String> SECRET =
      Set.of(
          "SECRET",
          "TOKEN",
          "PASSWORD",
          "PASSWD",
          "PASSPHRASE",
          "CREDENTIAL",
          "CREDENTIALS",
          "APIKEY");

  private static final Set<String> BEFORE_KEY = Set.of("PRIVATE", "API", "ACCESS", "SIGNING");

  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{\\{\\s*(secrets)\\.(\\w+)|\\.Env\\.(\\w+)|\\$[({]?(\\w+)|\\{\\{\\s*env\\.(\\w+)");

  private SecretNames() {}

  /** The first variable that a value refers to and whose name says secret. */
  static Optional<String> in(String value) {
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      if (reference.group(1) != null) {
        return Optional.of("the secret " + reference.group(2));
      }
      for (int i = 3; i <= 5; i++) {
        String name = reference.group(i);
        if (name != null && isSecret(name)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }

  static boolean isSecret(String name) {
    List<String> words = words(name);
    for (int i = 0; i < words.size(); i++) {
      boolean key = words.get(i).equals("KEY") && i > 0 && BEFORE_KEY.contains(words.get(i - 1));
      if (key || SECRET.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Splits at underscores, hyphens and where the case changes. */
  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean turn = i > 0 && Character.isUpperCase(c) && Character.isLowerCase(name.charAt(i - 1));
      if (c == '_' || c == '-' || turn) {
        words.add(word.toString().toUpperCase(Locale.ROOT));
        word.setLength(0);
      }
      if (c != '_' && c != '-') {
        word.append(c);
      }
    }
    words.add(word.toString().toUpperCase(Locale.ROOT));
    return words;
  }
}
