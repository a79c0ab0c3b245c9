// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.exec;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The environment variables of the go command that a Go program sets: {@code os.Setenv}, and
 * constants that become part of a command's {@code Env}.
 */
public final class GoSettings {
  private final GoPackage in;
  private final Words words;
  private final List<Setting> settings = new ArrayList<>();

  private GoSettings(GoPackage in) {
    this.in = in;
    this.words = new Words(in);
  }

  /** Those whose name begins with GO, in the order of the files. */
  public static List<Setting> of(GoPackage in) {
    GoSettings all = new GoSettings(in);
    in.files().stream().filter(GoSettings::maySet).forEach(all::add);
    return List.copyOf(all.settings);
  }

  /** Most files are passed over without a look at their tree. */
  private static boolean maySet(GoFile file) {
    if (file.isGenerated()
        || (file.imported("os").isEmpty() && file.imported("os/exec").isEmpty())) {
      return false;
    }
    byte[] bytes = file.source().bytes();
    for (int i = 0; i + 2 < bytes.length; i++) {
      boolean quote = bytes[i] == '"' || bytes[i] == '`';
      if (quote && bytes[i + 1] == 'G' && bytes[i + 2] == 'O') {
        return true;
      }
    }
    return false;
  }

  private void add(GoFile file) {
    for (Node node : file.root().walk()) {
      if (in.isCall(node, "os", "Setenv") && node.children().size() == 3) {
        Optional<String> name = words.constant(node.children().get(1));
        name.filter(one -> one.startsWith("GO")).ifPresent(one -> addCall(one, node));
      } else if (node.is(Kind.LITERAL) && isOfCommand(node)) {
        words.constant(node).ifPresent(text -> addText(text, node));
      }
    }
  }

  private void addCall(String name, Node call) {
    Optional<String> value = words.constant(call.children().get(2));
    add(name, value.orElse(""), value.isPresent(), call);
  }

  private void addText(String text, Node node) {
    int equals = text.indexOf('=');
    if (text.startsWith("GO") && equals > 0 && text.substring(0, equals).matches("[A-Z0-9_]+")) {
      boolean whole = !node.parent().filter(one -> one.is(Kind.BINARY)).isPresent();
      add(text.substring(0, equals), text.substring(equals + 1), whole, node);
    }
  }

  private void add(String name, String value, boolean constant, Node node) {
    settings.add(new Setting(name, value, constant, Setting.Source.GO, "", node.place()));
  }

  /** {@code cmd.Env = append(cmd.Env, "X=1")}, {@code Env: []string{"X=1"}}. */
  private static boolean isOfCommand(Node literal) {
    return literal
        .ancestors()
        .takeWhile(above -> !above.is(Kind.BLOCK, Kind.FUNC, Kind.FUNC_LIT))
        .anyMatch(GoSettings::isEnvironment);
  }

  private static boolean isEnvironment(Node above) {
    String first = above.child(0).map(Node::text).orElse("");
    return (above.is(Kind.ASSIGN) && first.endsWith(".Env"))
        || (above.is(Kind.KEY_VALUE) && first.equals("Env"))
        || (above.is(Kind.CALL)
            && first.equals("append")
            && above.child(1).map(Node::text).filter(GoSettings::holdsEnvironment).isPresent());
  }

  private static boolean holdsEnvironment(String list) {
    return list.endsWith(".Env") || list.equals("os.Environ()") || list.equals("env");
  }
}
