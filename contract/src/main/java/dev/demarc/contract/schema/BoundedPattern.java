// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.schema;

import com.networknt.schema.SchemaException;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.regex.RegularExpressions;
import dev.demarc.contract.text.Patterns;
import java.util.regex.Pattern;

/**
 * A pattern for networknt that gives up on a text instead of searching for ever. It says so by
 * {@link SchemaException}: any other exception networknt logs, and takes the text as valid.
 */
final class BoundedPattern implements RegularExpression {
  private final Pattern pattern;

  BoundedPattern(String pattern) {
    this.pattern =
        Pattern.compile(
            RegularExpressions.replaceLongformCharacterProperties(
                RegularExpressions.replaceDollarAnchors(pattern)));
  }

  @Override
  public boolean matches(String text) {
    return switch (Patterns.search(pattern, text)) {
      case FOUND -> true;
      case NOT_FOUND -> false;
      case GIVEN_UP -> throw new SchemaException("a pattern needs too long for this text");
    };
  }
}
