// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.shell.ShellCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A text that may hold flags of the linker: a word of a shell, a variable, an entry of a release
 * file.
 *
 * @param source the file, when the lines of the text can be looked up in it
 * @param variables the values of variables around it, as they are written
 * @param mains the folders of the main packages that are built with it; empty when unknown
 * @param command the command that it is a word of
 * @param foreign true when what is built is not the code of this input
 * @param elsewhere true when the main package may be one of another folder or repository
 */
record LinkText(
    Optional<SourceText> source,
    Place place,
    String text,
    Function<String, Optional<String>> variables,
    List<String> mains,
    Optional<ShellCommand> command,
    boolean foreign,
    boolean elsewhere) {
  private static final int DEEPEST = 5;
  private static final int LONGEST = 4000;

  /** A text with the variables put in that are known; the others stay as they are written. */
  String resolve(String raw) {
    return resolve(raw, 0);
  }

  private String resolve(String raw, int depth) {
    if (depth > DEEPEST || raw.indexOf('$') < 0 || raw.length() > LONGEST) {
      return raw;
    }
    StringBuilder all = new StringBuilder();
    int at = 0;
    while (at < raw.length() && all.length() < LONGEST) {
      int end = raw.charAt(at) == '$' ? end(raw, at) : at + 1;
      String piece = raw.substring(at, end);
      String name = name(piece);
      Optional<String> value = name.isEmpty() ? Optional.empty() : variables.apply(name);
      all.append(value.map(one -> resolve(one, depth + 1)).orElse(piece));
      at = end;
    }
    return all.toString();
  }

  private static int end(String raw, int at) {
    int next = at + 1;
    if (next < raw.length() && (raw.charAt(next) == '(' || raw.charAt(next) == '{')) {
      int close = raw.indexOf(raw.charAt(next) == '(' ? ')' : '}', next);
      return close < 0 ? raw.length() : close + 1;
    }
    while (next < raw.length() && isNamePart(raw.charAt(next))) {
      next++;
    }
    return next;
  }

  private static String name(String piece) {
    String name = piece.replace("$", "").replace("{", "").replace("}", "");
    name = name.replace("(", "").replace(")", "");
    return piece.startsWith("$") && name.chars().allMatch(c -> isNamePart((char) c)) ? name : "";
  }

  private static boolean isNamePart(char c) {
    return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
  }
}
