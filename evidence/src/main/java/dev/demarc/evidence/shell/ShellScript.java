// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.shell;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A shell script, wherever it stands, and its simple commands. */
public final class ShellScript {
  /** No script that a person wrote is larger. */
  public static final int MAX_BYTES = 4 << 20;

  private static final Set<String> DIALECTS =
      Set.of("", "sh", "bash", "dash", "ash", "zsh", "ksh", "mksh", "busybox");

  private final Passage passage;
  private final ScriptOrigin origin;
  private final List<ShellCommand> commands;
  private final List<Setting> settings;
  private final Map<String, String> variables;

  private ShellScript(Passage passage, ScriptOrigin origin) {
    boolean known = passage.bytes().length <= MAX_BYTES && DIALECTS.contains(origin.dialect());
    this.passage = passage;
    this.origin = origin;
    this.commands = known ? new ShellParser(passage).parse() : List.of();
    this.settings = ShellSettings.of(origin, commands);
    this.variables = constants(settings);
  }

  /**
   * Reads a script. One that is too large, or of a shell that is not of the Bourne family, has its
   * text and no commands.
   */
  public static ShellScript of(Passage passage, ScriptOrigin origin) {
    return new ShellScript(passage, origin);
  }

  /** Reads a script that is a file of its own. */
  public static ShellScript read(SourceText file) {
    Shebang first = Shebang.of(file.bytes());
    return of(
        Passage.whole(file),
        new ScriptOrigin(ScriptOrigin.Kind.FILE, "", first.dialect(), first.errexit()));
  }

  /** Reads a text that a program hands to a shell. */
  public static List<ShellCommand> commands(String text) {
    return new ShellParser(Passage.whole(new SourceText("", text.getBytes(StandardCharsets.UTF_8))))
        .parse();
  }

  /** True when the name or the first line says that it is one. */
  public static boolean looksLikeOne(String path, byte[] head) {
    return path.endsWith(".sh") || path.endsWith(".bash") || Shebang.of(head).isShell();
  }

  /** The path of its file, relative to the root of the input. */
  public String path() {
    return passage.file().file();
  }

  /** Its text, which knows where it stands. */
  public Passage passage() {
    return passage;
  }

  /** Where it comes from. */
  public ScriptOrigin origin() {
    return origin;
  }

  /** Its simple commands, in the order in which they begin. */
  public List<ShellCommand> commands() {
    return commands;
  }

  /** The variables that it sets, for itself, for one command, or for all that comes after. */
  public List<Setting> settings() {
    return settings;
  }

  /** The variables that it assigns one constant value and no other. */
  public Map<String, String> variables() {
    return variables;
  }

  /** The text of a word, with the variables put in that this script sets; empty if not all. */
  public Optional<String> resolve(ShellWord word) {
    if (word.isConstant()) {
      return Optional.of(word.text());
    }
    String text = word.text();
    for (String name : word.variables()) {
      String value = variables.get(name);
      if (value == null) {
        return Optional.empty();
      }
      text = text.replace("${" + name + "}", value).replace("$" + name, value);
    }
    return text.indexOf('$') < 0 && text.indexOf('`') < 0 ? Optional.of(text) : Optional.empty();
  }

  /**
   * True when this command ends the script if it fails and nothing tests it. Of a line of Make only
   * the last command does.
   */
  public boolean isErrexitAt(ShellCommand command) {
    if (origin.kind() == ScriptOrigin.Kind.MAKE && command.after() == Joint.SEQUENCE) {
      return false;
    }
    boolean on = origin.errexit();
    for (ShellCommand one : commands) {
      if (one == command) {
        break;
      }
      if (one.program().equals("set")) {
        on = errexit(one, on);
      }
    }
    return on && !command.isStatusTested();
  }

  private static boolean errexit(ShellCommand set, boolean before) {
    boolean on = before;
    List<String> words = set.texts();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      boolean named = word.equals("errexit") && words.get(i - 1).endsWith("o");
      String sign = named ? words.get(i - 1) : word;
      if (named || word.matches("[-+][a-zA-Z]*e[a-zA-Z]*")) {
        on = sign.startsWith("-");
      }
    }
    return on;
  }

  private static Map<String, String> constants(List<Setting> settings) {
    Map<String, String> values = new HashMap<>();
    Set<String> others = new HashSet<>();
    for (Setting one : settings) {
      String known = values.putIfAbsent(one.name(), one.value());
      if (!one.constant() || (known != null && !known.equals(one.value()))) {
        others.add(one.name());
      }
    }
    values.keySet().removeAll(others);
    return Map.copyOf(values);
  }
}
