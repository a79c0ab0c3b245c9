// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** JSON pointers (RFC 6901) as text. */
public final class Pointers {
  private Pointers() {}

  /** The pointer of a member or an index below another pointer. */
  public static String child(String pointer, Object token) {
    return pointer + "/" + token.toString().replace("~", "~0").replace("/", "~1");
  }

  /** The tokens of a pointer, unescaped; empty for the whole document. */
  public static List<String> tokens(String pointer) {
    List<String> tokens = new ArrayList<>();
    int from = pointer.startsWith("/") ? 1 : 0;
    while (from > 0) {
      int to = pointer.indexOf('/', from);
      String token = to < 0 ? pointer.substring(from) : pointer.substring(from, to);
      tokens.add(token.replace("~1", "/").replace("~0", "~"));
      from = to + 1;
    }
    return tokens;
  }

  /** The pointer without its last token; {@code ""} stays. */
  public static String parent(String pointer) {
    int slash = pointer.lastIndexOf('/');
    return slash < 0 ? "" : pointer.substring(0, slash);
  }

  /** The last token, unescaped; {@code ""} for the whole document. */
  public static String last(String pointer) {
    List<String> tokens = tokens(pointer);
    return tokens.isEmpty() ? "" : tokens.getLast();
  }

  /** The words that people use for a place: {@code spec.input.csv.fields[0]}. */
  public static String words(String pointer) {
    StringBuilder words = new StringBuilder();
    for (String token : tokens(pointer)) {
      if (token.matches("[0-9]{1,9}")) {
        words.append('[').append(token).append(']');
      } else {
        words.append(words.isEmpty() ? "" : ".").append(token);
      }
    }
    return words.isEmpty() ? "the document" : words.toString();
  }

  /** The value that a pointer names; empty when there is none. */
  public static Optional<JsonNode> find(JsonNode root, String pointer) {
    JsonNode at = root;
    for (String token : tokens(pointer)) {
      JsonNode next =
          at.isArray() && token.matches("0|[1-9][0-9]{0,8}")
              ? at.get(Integer.parseInt(token))
              : at.get(token);
      if (next == null) {
        return Optional.empty();
      }
      at = next;
    }
    return Optional.of(at);
  }

  /**
   * The pointer of a URI fragment, percent-decoded; a fragment that is no pointer (an anchor) gives
   * nothing.
   */
  public static Optional<String> ofFragment(String fragment) {
    if (!fragment.isEmpty() && !fragment.startsWith("/")) {
      return Optional.empty();
    }
    return fragment.matches("(?s)(?:[^%]|%[0-9A-Fa-f]{2})*+")
        ? Optional.of(
            java.net.URLDecoder.decode(fragment.replace("+", "%2B"), StandardCharsets.UTF_8))
        : Optional.empty();
  }
}
