// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.environment.SecretName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The variable in a value whose name says that it holds a secret. */
final class SecretReference {
  private static final Pattern REFERENCE =
      Pattern.compile(
          "\\$\\{\\{\\s*(secrets)\\.(\\w+)|\\.Env\\.(\\w+)|\\$[({]?(\\w+)|\\{\\{\\s*env\\.(\\w+)");

  private SecretReference() {}

  /** The first variable that a value refers to and whose name says secret. */
  static Optional<String> in(String value) {
    Matcher reference = REFERENCE.matcher(value);
    while (reference.find()) {
      if (reference.group(1) != null) {
        return Optional.of("the secret " + reference.group(2));
      }
      for (int i = 3; i <= 5; i++) {
        String name = reference.group(i);
        if (name != null && SecretName.says(name)) {
          return Optional.of(name);
        }
      }
    }
    return Optional.empty();
  }
}
