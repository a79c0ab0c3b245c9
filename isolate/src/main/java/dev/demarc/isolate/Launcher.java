// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.host.syscall.Child;
import dev.demarc.host.syscall.Lane;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Starts components by a few lines of POSIX shell that give up rights and then become the
 * component: it joins the cgroups and takes its limits before it runs one instruction of its own.
 *
 * @param lane what starts it
 * @param limits lines of {@code ulimit}
 * @param prefix a program that changes the user and then becomes its arguments; may be empty
 */
record Launcher(Lane lane, String limits, List<String> prefix) {
  /** The name that the shell puts before its own complaints. */
  static final String NAME = "demarc-launch";

  /** The exit code of the shell when a step before the component failed. */
  static final int STEP_FAILED = 125;

  private static final String SHELL = "/bin/sh";

  /** Copies the list. */
  Launcher {
    prefix = List.copyOf(prefix);
  }

  /** Starts a command. */
  Child start(
      List<Path> joins,
      Path directory,
      List<String> command,
      List<String> environment,
      int in,
      int out,
      int err)
      throws IOException {
    List<String> all = new ArrayList<>(List.of(SHELL, "-c", script(joins.size()), NAME));
    joins.forEach(file -> all.add(file.toString()));
    all.add(directory.toString());
    all.addAll(prefix);
    all.addAll(command);
    return lane.start(all, environment, in, out, err);
  }

  /** No variable is set on the way: a contract may set one of the same name. */
  private String script(int joins) {
    return "echo 0 >\"$1\" || exit 125; shift\n".repeat(joins)
        + "cd -- \"$1\" || exit 125; shift\n"
        + limits
        + "unset PWD OLDPWD SHLVL _\nexec \"$@\"\n";
  }
}
