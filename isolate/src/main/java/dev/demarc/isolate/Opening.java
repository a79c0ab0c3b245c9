// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Cpu;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Level;
import dev.demarc.contract.Resources;
import dev.demarc.host.PrivateFolder;
import dev.demarc.host.Tool;
import dev.demarc.host.cgroup.ControlGroups;
import dev.demarc.host.cgroup.InstanceLock;
import dev.demarc.host.cgroup.Limits;
import dev.demarc.host.cgroup.Setting;
import dev.demarc.host.procfs.Proc;
import dev.demarc.host.syscall.Errno;
import dev.demarc.host.syscall.Lane;
import dev.demarc.host.syscall.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;

/** The steps by which a boundary is opened; what was opened is closed again when one fails. */
final class Opening {
  private static final int NOBODY = 65534;
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Contract contract;
  private final Path folder;
  private final Setup setup;
  private final Deque<Runnable> undo = new ArrayDeque<>();

  Opening(Contract contract, Path folder, Setup setup) {
    this.contract = contract;
    this.folder = folder.toAbsolutePath().normalize();
    this.setup = setup;
  }

  ProcessBoundary open(Consumer<Boundary> forget) {
    try {
      return steps(forget);
    } catch (IOException problem) {
      close();
      throw new DemarcException(
          DemarcException.Kind.CANNOT,
          "a boundary cannot be opened here: " + problem.getMessage(),
          "make " + setup.temporary() + " and " + setup.runtime() + " writable for this user");
    } catch (RuntimeException problem) {
      close();
      throw problem;
    }
  }

  private void close() {
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
  }

  private ProcessBoundary steps(Consumer<Boundary> forget) throws IOException {
    InstanceLock.sweep(setup.runtime());
    InstanceLock lock = InstanceLock.claim(setup.runtime());
    undo.push(() -> closeQuietly(lock));
    Path temporary =
        PrivateFolder.make(setup.temporary().resolve("demarc-" + lock.name()), "rwx--x--x");
    undo.push(() -> PrivateFolder.delete(temporary));
    Limits limits = limits(contract.resources());
    ControlGroups.Opening groups = ControlGroups.open(setup.layout(), lock.name(), limits);
    groups.groups().ifPresent(open -> undo.push(open::close));
    List<Path> owned =
        new ArrayList<>(groups.groups().map(ControlGroups::directories).orElse(List.of()));
    owned.add(temporary);
    lock.owns(owned);
    Watchdog watchdog = watchdog(lock, temporary, groups);
    undo.push(watchdog::close);
    Lane lane = new Lane("demarc-lane");
    undo.push(lane::close);
    List<Setting> settings = groups.settings(limits);
    final int noNewPrivileges = lane.forbidNewPrivileges();
    final OptionalInt noNetwork =
        contract.isolation().network().equals("none")
            ? OptionalInt.of(lane.leaveNetwork())
            : OptionalInt.empty();
    List<Path> writable = writable(temporary, groups);
    final int readOnly = lane.readOnlyBut(writable);
    Manned manned = man(lane, groups, limits, temporary, lock.name());
    boolean joined = manned.cell().groups().isPresent();
    if (!joined) {
      groups.groups().ifPresent(ControlGroups::close); // no run will use them
    }
    Controls.Found found =
        new Controls.Found(
            settings,
            joined,
            manned.check(),
            manned.user(),
            manned.problem(),
            noNewPrivileges,
            noNetwork,
            readOnly,
            writable);
    List<ControlState> controls = Controls.of(contract, found);
    Level level = Controls.level(contract, controls, found);
    insist(level, controls);
    return new ProcessBoundary(manned.cell(), lock, watchdog, level, controls, forget);
  }

  /** Where a run may write: its TMPDIR, what the contract names, and its way into the cgroups. */
  private List<Path> writable(Path temporary, ControlGroups.Opening groups) throws IOException {
    List<Path> writable = new ArrayList<>(List.of(temporary));
    contract.isolation().readWritePaths().stream()
        .map(Path::of)
        .filter(Files::exists)
        .forEach(writable::add);
    List<Path> owned = groups.groups().map(ControlGroups::directories).orElse(List.of());
    Proc.here().mounts("self").stream()
        .filter(mount -> mount.type().startsWith("cgroup"))
        .map(mount -> Path.of(mount.target()))
        .filter(target -> owned.stream().anyMatch(directory -> directory.startsWith(target)))
        .forEach(writable::add);
    return writable;
  }

  private static Watchdog watchdog(InstanceLock lock, Path temporary, ControlGroups.Opening groups)
      throws IOException {
    return Watchdog.start(
        groups.groups().flatMap(ControlGroups::killFile),
        "TMPDIR=" + temporary + "/", // also beside cgroups: a run may not be able to join them
        temporary,
        lock.file(),
        groups.groups().map(ControlGroups::directories).orElse(List.of()));
  }

  /**
   * A cell whose runs have a user.
   *
   * @param cell in which a self-check ran
   * @param check what it said
   * @param user that was wanted
   * @param problem why it is not so
   */
  private record Manned(Cell cell, SelfCheck check, int user, String problem) {}

  private Manned man(
      Lane lane, ControlGroups.Opening groups, Limits limits, Path temporary, String instance) {
    int self = User.effectiveId();
    int user = contract.isolation().runAsUser().orElse(self == 0 ? NOBODY : self);
    Launcher plain =
        new Launcher(lane, Rlimits.of(contract.resources().limits()).lines(), List.of());
    Cell cell =
        new Cell(
            contract,
            plain,
            groups.groups(),
            limits,
            Quarters.inPlace(contract, folder),
            OptionalInt.empty(),
            temporary,
            System.getenv());
    if (user == self) {
      return checked(cell, user, "", instance);
    }
    Optional<Path> setpriv = Tool.find("setpriv");
    if (self != 0 || setpriv.isEmpty()) {
      String why = self != 0 ? "setresuid: EPERM (Demarc is not root)" : "setpriv: ENOENT";
      return checked(cell, user, why, instance);
    }
    Quarters quarters = Quarters.forOther(contract, folder, temporary);
    if (quarters.problem().isPresent()) {
      return checked(cell, user, quarters.problem().get(), instance);
    }
    Launcher other = new Launcher(plain.lane(), plain.limits(), prefix(setpriv.get(), user));
    Cell dropped = cell.with(other, OptionalInt.of(user), quarters);
    Manned manned = checked(dropped, user, "", instance);
    return manned.check().started()
        ? manned
        : checked(cell, user, "setpriv: " + manned.check().problem(), instance);
  }

  /** Without cgroups where the runs cannot join them, or are not seen in them. */
  private static Manned checked(Cell cell, int user, String problem, String instance) {
    SelfCheck check = SelfCheck.of(cell);
    if (cell.groups().isEmpty() || (check.started() && check.inGroup(instance))) {
      return new Manned(cell, check, user, problem);
    }
    Cell without = cell.withoutGroups();
    return new Manned(without, SelfCheck.of(without), user, problem);
  }

  private static List<String> prefix(Path setpriv, int user) {
    return List.of(
        setpriv.toString(),
        "--reuid",
        Integer.toString(user),
        "--regid",
        Integer.toString(user),
        "--clear-groups",
        "--inh-caps=-all",
        "--bounding-set=-all",
        "--no-new-privs",
        "--");
  }

  /** The limits of the contract in the units of the kernel. */
  private static Limits limits(Resources resources) {
    Resources.Limits limits = resources.limits();
    return new Limits(
        limits.memory().map(size -> OptionalLong.of(size.count())).orElse(OptionalLong.empty()),
        limits.memory().isPresent() ? OptionalLong.of(limits.swap().count()) : OptionalLong.empty(),
        limits.cpu().map(Opening::quota),
        limits.cpuset(),
        limits.pids().isPresent()
            ? OptionalLong.of(limits.pids().getAsInt())
            : OptionalLong.empty(),
        resources.unified());
  }

  private static Limits.Quota quota(Cpu share) {
    return new Limits.Quota(share.quotaIn(PERIOD).toNanos() / 1000, PERIOD.toNanos() / 1000);
  }

  private void insist(Level level, List<ControlState> controls) {
    List<String> missing =
        controls.stream()
            .filter(control -> !control.enforced())
            .map(control -> control.control() + ": " + control.problem())
            .toList();
    if (contract.isolation().minLevel().compareTo(Level.L2) > 0) {
      throw new DemarcException(
          DemarcException.Kind.CANNOT,
          "isolation.minLevel "
              + contract.isolation().minLevel()
              + " is not met: L3 and L4 are not built in this version, and this host gives "
              + level,
          "lower isolation.minLevel to L2 or less");
    }
    if (level.compareTo(contract.isolation().minLevel()) < 0) {
      throw new DemarcException(
          DemarcException.Kind.CANNOT,
          "isolation.minLevel "
              + contract.isolation().minLevel()
              + " is not met: this host gives "
              + level,
          missing,
          "run where these controls can be set, or lower isolation.minLevel");
    }
    for (String required : contract.isolation().require()) {
      Optional<ControlState> state =
          controls.stream().filter(one -> one.control().equals(required)).findFirst();
      if (state.isPresent() && !state.get().enforced()) {
        throw new DemarcException(
            DemarcException.Kind.CANNOT,
            "isolation.require " + required + " is not met: " + state.get().problem(),
            missing,
            "run where it can be set, or take it out of isolation.require");
      }
    }
  }

  private static void closeQuietly(InstanceLock lock) {
    try {
      lock.close();
    } catch (IOException staysBehind) {
      throw new IllegalStateException("lock: " + Errno.name(staysBehind), staysBehind);
    }
  }
}
