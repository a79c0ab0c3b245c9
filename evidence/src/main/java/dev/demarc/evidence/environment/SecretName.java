// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.environment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names that say that their value is a secret. */
public final class SecretName {
  private static final Set<String> SECRETS =
      Set.of(
          "SECRET",
          "SECRETS",
          "TOKEN",
          "PASSWORD",
          "PASSWD",
          "PASSPHRASE",
          "CREDENTIAL",
          "CREDENTIALS",
          "APIKEY");

  private static final Set<String> BEFORE_KEY = Set.of("PRIVATE", "API", "ACCESS", "SIGNING");

  /** A name that ends so is of something about a secret, not of the secret. */
  private static final Set<String> ABOUT =
      Set.of(
          "FILE",
          "PATH",
          "DIR",
          "NAME",
          "URL",
          "URI",
          "HOST",
          "ID",
          "TTL",
          "LENGTH",
          "EXPIRY",
          "TYPE",
          "ENABLED",
          "VERSION",
          "SERVICE",
          "PROVIDER",
          "ISSUER",
          "ENDPOINT",
          "ALGORITHM");

  private SecretName() {}

  /** True for {@code NPM_TOKEN} and {@code apiKey}; false for TOKENIZER and TOKEN_FILE. */
  public static boolean says(String name) {
    List<String> words = words(name);
    if (words.isEmpty() || ABOUT.contains(words.getLast())) {
      return false;
    }
    for (int i = 0; i < words.size(); i++) {
      boolean key = i > 0 && words.get(i).equals("KEY") && BEFORE_KEY.contains(words.get(i - 1));
      if (key || SECRETS.contains(words.get(i))) {
        return true;
      }
    }
    return false;
  }

  private static List<String> words(String name) {
    List<String> words = new ArrayList<>();
    int start = 0;
    for (int i = 0; i <= name.length(); i++) {
      boolean end = i == name.length();
      boolean joint = !end && (name.charAt(i) == '_' || name.charAt(i) == '-');
      boolean change =
          !end
              && i > start
              && Character.isUpperCase(name.charAt(i))
              && Character.isLowerCase(name.charAt(i - 1));
      if (end || joint || change) {
        if (i > start) {
          words.add(name.substring(start, i).toUpperCase(Locale.ROOT));
        }
        start = joint ? i + 1 : i;
      }
    }
    return words;
  }
}
