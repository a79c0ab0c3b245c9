// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.stage;

import dev.demarc.contract.Contract;
import dev.demarc.isolate.Boundaries;
import dev.demarc.isolate.Boundary;
import dev.demarc.isolate.ControlState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What a test result depends on besides the component: the kernel, the user, the CPUs, and what the
 * boundary enforces and measures here. A result is never taken over to a machine that differs.
 */
final class HostFingerprint {
  private HostFingerprint() {}

  static List<String> of(Contract contract, Path folder) throws IOException {
    List<String> facts = new ArrayList<>();
    facts.add("kernel " + line(Path.of("/proc/sys/kernel/osrelease")));
    facts.add("machine " + System.getProperty("os.arch"));
    facts.add("user " + Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    facts.add("cpus " + Runtime.getRuntime().availableProcessors());
    try (Boundary boundary = Boundaries.open(contract, folder)) {
      facts.add("level " + boundary.level());
      boundary.controls().stream()
          .sorted(Comparator.comparing(ControlState::control))
          .map(one -> one.control() + " " + one.enforced() + " " + one.measured())
          .forEach(facts::add);
    }
    return facts;
  }

  private static String line(Path file) throws IOException {
    return Files.exists(file)
        ? Files.readString(file, StandardCharsets.ISO_8859_1).strip()
        : System.getProperty("os.version");
  }
}
