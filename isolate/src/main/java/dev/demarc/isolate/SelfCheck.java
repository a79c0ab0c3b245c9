// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Lifecycle;
import dev.demarc.contract.Resources;
import dev.demarc.host.cgroup.Limits;
import dev.demarc.host.syscall.Signals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process behind the boundary says about itself: the same way a component starts, a program
 * starts that prints its own status, limits, cgroups and network devices.
 *
 * @param started it ran at all
 * @param problem why not; empty text when it ran
 * @param text what it printed
 */
record SelfCheck(boolean started, String problem, String text) {
  private static final List<String> COMMAND =
      List.of(
          "cat",
          "/proc/self/status",
          "/proc/self/limits",
          "/proc/self/cgroup",
          "/proc/self/mountinfo",
          "/proc/self/net/dev");

  // kernel, Documentation/admin-guide/sysctl/net.rst, fb_tunnels_only_for_init_net: where their
  // modules are loaded, every new network namespace gets these, down and without an address
  private static final Set<String> FALLBACK_TUNNELS =
      Set.of(
          "tunl0",
          "gre0",
          "gretap0",
          "erspan0",
          "ip_vti0",
          "ip6_vti0",
          "sit0",
          "ip6tnl0",
          "ip6gre0");

  static SelfCheck of(Cell cell) {
    Cell patient = cell.with(patient(cell.contract()));
    try {
      Cell.Begun begun = patient.begin("self-check", new byte[0], false, COMMAND, Limits.NONE);
      begun.conversation().hold();
      Run run = Account.settle(patient.contract(), begun);
      String text = new String(begun.conversation().stdout().bytes(), StandardCharsets.UTF_8);
      boolean good = run.exit() instanceof Exit.Code(int code) && code == 0;
      return new SelfCheck(good, good ? "" : complaint(run), text);
    } catch (IOException problem) {
      return new SelfCheck(false, brief(String.valueOf(problem.getMessage())), "");
    }
  }

  private static String complaint(Run run) {
    return switch (run.exit()) {
      case Exit.NotStarted(String cause) -> brief(cause);
      case Exit.Signal(int number, boolean _) -> "it died by " + Signals.name(number);
      case Exit.Code(int code) -> {
        String said = new String(run.stderr(), StandardCharsets.UTF_8).strip();
        yield "exit code " + code + (said.isEmpty() ? "" : ": " + brief(said));
      }
    };
  }

  /** The first line, with files by their names: folders of a run are called otherwise each time. */
  private static String brief(String text) {
    String line = text.lines().findFirst().orElse("");
    return line.replaceAll("/(?:[^/\\s:']+/)+([^/\\s:']+)", "$1")
        .replaceFirst("^" + Launcher.NAME + ": (?:(?:line )?[0-9]+: )?", "");
  }

  /** The contract with room for this output and time for this program. */
  private static Contract patient(Contract contract) {
    Duration time = Duration.ofSeconds(10);
    Lifecycle lifecycle = contract.lifecycle();
    return new Contract(
        contract.file(),
        contract.digest(),
        contract.metadata(),
        contract.component(),
        contract.input(),
        contract.output(),
        new Lifecycle(
            time,
            time,
            time,
            lifecycle.stop(),
            lifecycle.okCodes(),
            lifecycle.rejectCodes(),
            lifecycle.retryCodes(),
            lifecycle.concurrency(),
            lifecycle.idempotent(),
            lifecycle.orphans()),
        new Resources(Resources.Limits.DEFAULT, contract.resources().observed(), Map.of()),
        contract.isolation(),
        contract.tests());
  }

  /** Whether all four user ids are this one. */
  boolean runsAs(int user) {
    return matches("(?m)^Uid:\\s+" + user + "\\s+" + user + "\\s+" + user + "\\s+" + user + "$");
  }

  /** Whether it can gain no rights. */
  boolean noNewPrivileges() {
    return matches("(?m)^NoNewPrivs:\\s+1$");
  }

  /** Whether it has no network device but the loopback and what the kernel puts beside it. */
  boolean noNetwork() {
    String table = text.substring(Math.max(0, text.indexOf("Inter-|")));
    Matcher devices = Pattern.compile("(?m)^\\s*([^\\s:|]+):\\s*[0-9]").matcher(table);
    boolean loopback = false;
    while (devices.find()) {
      String device = devices.group(1);
      if (!device.equals("lo") && !FALLBACK_TUNNELS.contains(device)) {
        return false;
      }
      loopback |= device.equals("lo");
    }
    return loopback;
  }

  /** Mount points that are not read-only. */
  List<String> writableMounts() {
    List<String> found = new ArrayList<>();
    Matcher mounts =
        Pattern.compile("(?m)^\\d+ \\d+ \\d+:\\d+ \\S+ (\\S+) rw(,\\S*)? .* - \\S+ ").matcher(text);
    while (mounts.find()) {
      found.add(mounts.group(1));
    }
    return found;
  }

  /** Whether a limit of setrlimit(2) stands, by its name in /proc/PID/limits. */
  boolean limit(String name, long soft) {
    return matches("(?m)^" + Pattern.quote(name) + "\\s+" + soft + "\\s");
  }

  /** Whether it was in a cgroup of this instance. */
  boolean inGroup(String instance) {
    return text.contains("/demarc/" + instance + "/self-check");
  }

  private boolean matches(String pattern) {
    return Pattern.compile(pattern).matcher(text).find();
  }
}
