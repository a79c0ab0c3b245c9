// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Isolation;
import dev.demarc.contract.Level;
import dev.demarc.contract.Resources;
import dev.demarc.host.cgroup.Setting;
import dev.demarc.host.syscall.Errno;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Says which controls stand, from what was written, read back, and seen from inside. */
final class Controls {
  private static final String OWN_CLOCK = "Demarc's monotonic clock";
  private static final String OWN_PIPE = "counted in Demarc's pipe";

  private final Contract contract;
  private final List<ControlState> states = new ArrayList<>();

  private Controls(Contract contract) {
    this.contract = contract;
  }

  /**
   * What opening a boundary found.
   *
   * @param settings of cgroups, each with the reason why it does not stand
   * @param joined seen from inside
   * @param check what a process behind the boundary said
   * @param user wanted for components, and why it is not so
   * @param userProblem empty text when nothing speaks against it
   * @param noNewPrivileges error number of prctl(2)
   * @param noNetwork error number of unshare(2); empty when the network is not taken
   * @param readOnly error number of mounting all but {@code writable} read-only
   * @param writable folders a run may write into
   */
  record Found(
      List<Setting> settings,
      boolean joined,
      SelfCheck check,
      int user,
      String userProblem,
      int noNewPrivileges,
      OptionalInt noNetwork,
      int readOnly,
      List<Path> writable) {
    /** Copies the lists. */
    Found {
      settings = List.copyOf(settings);
      writable = List.copyOf(writable);
    }
  }

  /** The states, in the order of the vocabulary. */
  static List<ControlState> of(Contract contract, Found found) {
    Controls controls = new Controls(contract);
    Resources.Limits limits = contract.resources().limits();
    if (limits.memory().isPresent()) {
      controls.group("memory", found);
      controls.group("swap", found);
    }
    if (limits.cpu().isPresent()) {
      controls.group("cpu", found);
    }
    if (limits.cpuset().isPresent()) {
      controls.group("cpuset", found);
    }
    if (limits.pids().isPresent()) {
      controls.group("pids", found);
    }
    contract.resources().unified().keySet().stream()
        .sorted()
        .forEach(file -> controls.group(file, found));
    controls.rlimits(found);
    controls.always();
    controls.killAll(found);
    controls.isolation(found);
    return controls.states;
  }

  /** A limit of a cgroup: it stands when a run that had joined the group was seen in it. */
  private void group(String control, Found found) {
    Setting setting = setting(control, found);
    boolean measured = setting.measured() && found.joined();
    boolean polled = control.equals("memory") && !found.joined();
    states.add(
        new ControlState(
            control,
            setting.enforced() && found.joined(),
            measured,
            polled ? "the largest process is polled" : setting.file(),
            problem(setting, found)));
  }

  private static Setting setting(String control, Found found) {
    return found.settings().stream()
        .filter(one -> one.control().equals(control))
        .findFirst()
        .orElse(new Setting(control, false, false, control, control + ": not in this cgroup"));
  }

  private static String problem(Setting setting, Found found) {
    return setting.enforced() && !found.joined()
        ? "cgroup.procs: no run could join the group"
        : setting.problem();
  }

  private void rlimits(Found found) {
    Rlimits rlimits = Rlimits.of(contract.resources().limits());
    rlimit("openFiles", "RLIMIT_NOFILE", "Max open files", rlimits.openFiles(), found);
    rlimits
        .fileSize()
        .ifPresent(size ->
            rlimit("fileSize", "RLIMIT_FSIZE", "Max file size", rlimits.blocks(size) * 512, found));
    rlimits
        .cpuTime()
        .ifPresent(
            time -> rlimit("cpuTime", "RLIMIT_CPU", "Max cpu time", rlimits.seconds(time), found));
  }

  private void rlimit(String control, String mechanism, String name, long value, Found found) {
    boolean stands = found.check().limit(name, value);
    String problem = unseen(found, name + ": read back another value than " + value);
    states.add(new ControlState(control, stands, stands, mechanism, stands ? "" : problem));
  }

  private void always() {
    states.add(new ControlState("timeout", true, true, OWN_CLOCK, ""));
    states.add(new ControlState("output", true, true, OWN_PIPE, ""));
    states.add(new ControlState("stderr", true, true, OWN_PIPE, ""));
  }

  private void killAll(Found found) {
    Setting setting = setting("killAll", found);
    if (setting.enforced() && found.joined()) {
      states.add(new ControlState("killAll", true, true, setting.file(), ""));
      return;
    }
    states.add(
        new ControlState(
            "killAll",
            false,
            false,
            "session, process group and TMPDIR in /proc/PID/environ",
            problem(setting, found)
                + "; a process that leaves its session and clears its environment escapes"));
  }

  private void isolation(Found found) {
    Isolation isolation = contract.isolation();
    boolean nnp = found.check().noNewPrivileges();
    states.add(
        new ControlState(
            "newPrivileges",
            nnp,
            nnp,
            "PR_SET_NO_NEW_PRIVS",
            nnp ? "" : refused("prctl", found.noNewPrivileges(), found, "NoNewPrivs is not 1")));
    network(isolation, found);
    filesystem(isolation, found);
    if (!isolation.seccomp().equals("Unconfined")) {
      states.add(
          new ControlState("seccomp", false, false, "", "no seccomp filter in this version"));
    }
    states.add(
        new ControlState(
            "tmp",
            false,
            false,
            "private TMPDIR, removed after each run",
            "its size is not limited"));
    boolean user = found.check().runsAs(found.user());
    String problem =
        found.userProblem().isEmpty() ? unseen(found, "runs as another user") : found.userProblem();
    states.add(new ControlState("user", user, user, "uid " + found.user(), user ? "" : problem));
  }

  /** Writing is confined by read-only mounts; reading is not, and a contract may ask for that. */
  private void filesystem(Isolation isolation, Found found) {
    List<String> allowed = found.writable().stream().map(Path::toString).toList();
    List<String> open =
        found.check().writableMounts().stream().filter(mount -> !allowed.contains(mount)).toList();
    String problem = "";
    if (found.readOnly() != 0) {
      problem = "read-only mounts: " + Errno.name(found.readOnly());
    } else if (!found.check().started()) {
      problem = unseen(found, "");
    } else if (!open.isEmpty()) {
      problem = "still writable: " + String.join(", ", open.subList(0, Math.min(3, open.size())));
    } else if (found.check().runsAs(0)) {
      problem = "a component that is root can mount anew";
    } else if (!isolation.readOnlyPaths().isEmpty()) {
      problem = "readOnlyPaths: what may be read is not confined in this version";
    }
    states.add(
        new ControlState(
            "filesystem", problem.isEmpty(), problem.isEmpty(), "read-only mounts", problem));
  }

  private void network(Isolation isolation, Found found) {
    switch (isolation.network()) {
      case "host" -> {}
      case "none" -> {
        boolean off = found.noNetwork().orElse(-1) == 0 && found.check().noNetwork();
        states.add(
            new ControlState(
                "network",
                off,
                off,
                "network namespace",
                off
                    ? ""
                    : refused(
                        "unshare CLONE_NEWNET",
                        found.noNetwork().orElse(0),
                        found,
                        "another device than lo is there")));
      }
      default ->
          states.add(
              new ControlState(
                  "network",
                  false,
                  false,
                  "",
                  "network: " + isolation.network() + " is not built in this version"));
    }
  }

  /** Why something does not stand: the system call was refused, or it was and is not seen. */
  private static String refused(String call, int number, Found found, String seen) {
    return number == 0 ? unseen(found, seen) : call + ": " + Errno.name(number);
  }

  /** What a process behind the boundary said of itself, or why none could say it. */
  private static String unseen(Found found, String seen) {
    return found.check().started()
        ? "self-check: " + seen
        : "self-check: it did not run: " + found.check().problem();
  }

  /**
   * The highest level whose every effect stands (vocabulary, §j): a cgroup without confinement of
   * files is no L2, because each level contains the one before.
   */
  static Level level(Contract contract, List<ControlState> states, Found found) {
    boolean network = contract.isolation().network().equals("host") || stands(states, "network");
    boolean confined = stands(states, "newPrivileges") && network && stands(states, "filesystem");
    if (!confined) {
      return Level.L0;
    }
    boolean limited =
        stands(states, "killAll")
            && can(found, "memory", contract.resources().limits().memory().isEmpty())
            && can(found, "pids", contract.resources().limits().pids().isEmpty());
    return limited ? Level.L2 : Level.L1;
  }

  /** Whether a limit stands, or could stand where the contract sets none. */
  private static boolean can(Found found, String control, boolean unset) {
    return found.joined()
        && found.settings().stream()
            .filter(one -> one.control().equals(control))
            .anyMatch(one -> one.enforced() || (unset && one.problem().isEmpty()));
  }

  private static boolean stands(List<ControlState> states, String control) {
    return states.stream().anyMatch(one -> one.control().equals(control) && one.enforced());
  }
}
