// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.csource;

import dev.demarc.evidence.Passage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the functions of C source: at the top level, a name before parentheses, and behind them a
 * body or a semicolon. Macros are not expanded. One pass.
 */
final class CReader {
  /** Longer bodies are not kept: what is asked of them is asked of small functions. */
  private static final int MAX_TOKENS = 1000;

  private static final Set<String> NO_NAMES =
      Set.of("__attribute__", "__declspec", "__asm__", "if", "while", "for", "switch", "return");

  private final Passage passage;
  private final CTokens tokens;
  private final List<CFunction> functions = new ArrayList<>();
  private int at;
  private int head;
  private int name = -1;
  private boolean function = true;

  CReader(Passage passage) {
    this.passage = passage;
    this.tokens = new CTokens(passage);
  }

  List<CFunction> functions() {
    while (at < tokens.size()) {
      switch (tokens.first(at)) {
        case '(' -> parameters();
        case '{' -> block();
        case ';' -> {
          declared("");
          next(at + 1);
        }
        case '}' -> next(at + 1);
        default -> {
          function &= tokens.first(at) != '=' && !tokens.text(at).equals("typedef");
          at++;
        }
      }
    }
    return functions;
  }

  private void next(int start) {
    at = start;
    head = start;
    name = -1;
    function = true;
  }

  private void parameters() {
    boolean named = at > head && tokens.isName(at - 1) && !NO_NAMES.contains(tokens.text(at - 1));
    if (named && name < 0 && at - 1 > head && function) {
      name = at - 1;
    }
    at = behind('(', ')');
  }

  private void block() {
    boolean linkage = at == head + 2 && tokens.text(head).equals("extern");
    if (linkage) {
      next(at + 1);
      return;
    }
    int start = at;
    int end = behind('{', '}');
    declared(body(start + 1, end - 1));
    at = end;
    if (name >= 0) {
      next(end);
    }
  }

  private void declared(String body) {
    if (name < 0) {
      return;
    }
    boolean isVoid = false;
    for (int i = head; i < name; i++) {
      isVoid |= tokens.text(i).equals("void");
    }
    functions.add(
        new CFunction(
            tokens.text(name),
            isVoid && tokens.first(name - 1) != '*',
            body,
            passage.place(tokens.start(name), tokens.end(name))));
  }

  /** The tokens of a body, when they name errno. */
  private String body(int from, int to) {
    if (to - from > MAX_TOKENS) {
      return "";
    }
    boolean errno = false;
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      String token = tokens.text(i);
      errno |= token.equals("errno") || token.equals("__errno_location");
      text.append(i == from ? "" : " ").append(token);
    }
    return errno ? text.toString() : "";
  }

  /** The token behind the bracket that closes this one; the end when none does. */
  private int behind(char open, char close) {
    int depth = 0;
    int i = at;
    while (i < tokens.size()) {
      char c = tokens.first(i++);
      if (c == open) {
        depth++;
      } else if (c == close && --depth == 0) {
        return i;
      }
    }
    return i;
  }
}
