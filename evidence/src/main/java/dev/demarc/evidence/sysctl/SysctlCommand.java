// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.sysctl;

import dev.demarc.evidence.shell.ShellCommand;
import dev.demarc.evidence.shell.ShellRedirect;
import dev.demarc.evidence.shell.ShellWord;
import java.util.Set;
import java.util.stream.Stream;

/** Tells commands that set a sysctl: {@code sysctl -w}, a write into /proc/sys or a sysctl file. */
public final class SysctlCommand {
  private static final Set<String> PRINTS =
      Set.of("echo", "printf", "grep", "egrep", "rg", "sed", "awk", "git");

  private SysctlCommand() {}

  /** True when a command sets the sysctl of this name, dots between its parts. */
  public static boolean sets(ShellCommand command, String key) {
    String slashed = key.replace('.', '/');
    boolean written =
        Stream.concat(
                command.redirects().stream()
                    .filter(ShellRedirect::takesOutput)
                    .map(one -> one.target().text()),
                command.program().equals("tee")
                    ? command.arguments().stream().map(ShellWord::text)
                    : Stream.empty())
            .anyMatch(target -> target.equals("/proc/sys/" + slashed));
    boolean told = !PRINTS.contains(command.program()) || intoSysctl(command);
    return written
        || (told
            && command.words().stream()
                .map(word -> word.text().replace(" ", ""))
                .anyMatch(text -> text.contains(key + "=") || text.contains(slashed + "=")));
  }

  private static boolean intoSysctl(ShellCommand command) {
    return command.redirects().stream()
        .filter(ShellRedirect::takesOutput)
        .anyMatch(one -> one.target().text().contains("sysctl"));
  }
}
