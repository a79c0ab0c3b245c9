// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Programs that tests run in a process of their own: as another user, or to be killed. */
final class Elsewhere {
  private Elsewhere() {}

  /**
   * {@code report FOLDER}: what a boundary is here, and what becomes of an orphan. {@code hang
   * FOLDER cgroups|plain}: holds three runs and waits.
   */
  public static void main(String[] arguments) throws Exception {
    Path folder = Path.of(arguments[1]);
    if (arguments[0].equals("report")) {
      report(folder);
    } else {
      hang(folder, arguments[2].equals("cgroups"));
    }
  }

  private static void report(Path folder) {
    String daemon = "(setsid sh -c 'trap \"\" TERM HUP INT; sleep 61; sleep 61' &); cat; id -u";
    try (Boundary boundary =
        Boundaries.open(Sample.shell(daemon).memory(64 << 20).pids(30).contract(folder), folder)) {
      say("level " + boundary.level());
      boundary
          .controls()
          .forEach(one -> say(one.control() + " " + one.enforced() + " " + one.problem()));
      Run run = boundary.call("in\n".getBytes(UTF_8));
      say("outcome " + run.outcome());
      say("stdout " + new String(run.stdout(), UTF_8).replace('\n', ' '));
      run.breaches().forEach(breach -> say("breach " + breach.check()));
      run.leftBehind().forEach(left -> say("left " + left));
    }
    say("end");
  }

  private static void hang(Path folder, boolean cgroups) throws Exception {
    Setup setup = cgroups ? Setup.ofHost() : Setup.ofHost().withoutCgroups();
    Boundary boundary =
        Boundaries.open(
            Sample.shell("trap '' TERM; setsid sleep 61 & sleep 61").contract(folder),
            folder,
            setup);
    List<Boundary.LiveRun> runs = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      runs.add(boundary.start(new byte[0]));
    }
    say("ready " + runs.size());
    runs.getFirst().await();
  }

  @SuppressWarnings("SystemOut")
  private static void say(String line) {
    System.out.println(line);
    System.out.flush();
  }
}
