// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.SourceText;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** A shell script and its simple commands. */
public final class ShellScript {
  /** No script that a person wrote is larger. */
  public static final int MAX_BYTES = 4 << 20;

  private static final Pattern SHEBANG =
      Pattern.compile("^#!\\s*\\S*?(/env\\s+(-S\\s+)?)?/?\\b(sh|bash|dash|ash|zsh|ksh)\\b.*");

  private final SourceText source;
  private final List<ShellCommand> commands;

  private ShellScript(SourceText source, List<ShellCommand> commands) {
    this.source = source;
    this.commands = commands;
  }

  /** Reads a script; one that is too large has no commands. */
  public static ShellScript read(String path, byte[] bytes) {
    SourceText source = new SourceText(path, bytes);
    return new ShellScript(
        source, bytes.length > MAX_BYTES ? List.of() : new ShellReader(source).read());
  }

  /** Reads a text that a program hands to a shell. */
  public static List<ShellCommand> commands(String text) {
    return new ShellReader(new SourceText("", text.getBytes(StandardCharsets.UTF_8))).read();
  }

  /** True when the name or the first line says that it is one. */
  public static boolean looksLikeOne(String path, byte[] head) {
    if (path.endsWith(".sh") || path.endsWith(".bash")) {
      return true;
    }
    if (head.length < 2 || head[0] != '#' || head[1] != '!') {
      return false;
    }
    int end = 0;
    while (end < head.length && end < 200 && head[end] != '\n') {
      end++;
    }
    String first = new String(head, 0, end, StandardCharsets.ISO_8859_1);
    return SHEBANG.matcher(first).matches();
  }

  /** The path, relative to the root of the input. */
  public String path() {
    return source.file();
  }

  /** The text with its lines. */
  public SourceText source() {
    return source;
  }

  /** Its simple commands, in order. */
  public List<ShellCommand> commands() {
    return commands;
  }
}
