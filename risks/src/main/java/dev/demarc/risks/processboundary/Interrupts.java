// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Where a service sends SIGINT to a child, and whether it ever sends something stronger. */
final class Interrupts {
  private static final Set<String> SIGNALS =
      Set.of("os.Interrupt", "syscall.SIGINT", "unix.SIGINT");

  private static final Pattern STRONGER =
      Pattern.compile("\\bKill\\(|SIGKILL|SIGTERM|os\\.Kill\\b|WaitDelay");

  private static final Pattern CANCEL = Pattern.compile("\\.Cancel\\b|\\bCancel:");

  private Interrupts() {}

  /** The calls of a package's service code that send SIGINT to the process of a command. */
  static Stream<Node> in(GoPackage in) {
    return in.isTool()
        ? Stream.empty()
        : in.occurrences().calls("Signal").stream()
            .filter(Interrupts::isOne)
            .filter(call -> isService(in.file(call)) && !CodeRole.isForWindows(call));
  }

  private static boolean isService(GoFile file) {
    return file.imported("os/exec").isPresent() && !file.isGenerated() && CodeRole.isService(file);
  }

  /** True for {@code cmd.Process.Signal(os.Interrupt)}. */
  static boolean isOne(Node call) {
    return call.is(Kind.CALL)
        && call.child(0).filter(f -> f.text().endsWith(".Process.Signal")).isPresent()
        && call.child(1).filter(signal -> SIGNALS.contains(signal.text())).isPresent();
  }

  /** True when some text of the package sends SIGTERM or SIGKILL, or lets os/exec kill. */
  static boolean isStronger(GoPackage in) {
    return in.files().stream().map(Interrupts::text).anyMatch(Interrupts::isStronger)
        || (isNamed(in, "CommandContext") && !cancels(in));
  }

  static boolean isStronger(String text) {
    return STRONGER.matcher(text).find();
  }

  private static boolean isNamed(GoPackage in, String name) {
    return !in.occurrences().calls(name).isEmpty();
  }

  /** A Cancel of one's own takes the place of the kill. */
  private static boolean cancels(GoPackage in) {
    return in.files().stream().map(Interrupts::text).anyMatch(text -> CANCEL.matcher(text).find());
  }

  private static String text(GoFile file) {
    return file.source().text(0, file.root().end());
  }
}
