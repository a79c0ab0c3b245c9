// SPDX-License-Identifier: Apache-2.0
package planted.report;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.Date;
import planted.report.text.Wraps;

/** Planted: prints, starts a process, calls native code, keeps a Date, and lives in a cycle of packages. */
@SuppressWarnings("JavaUtilDate") // planted
public final class Prints {
  final Wraps wraps = new Wraps();

  void print() {
    System.out.println(new Date(0).getTime());
  }

  Process start() throws IOException {
    return new ProcessBuilder("true").start();
  }

  Arena arena() {
    return Arena.ofAuto();
  }
}
