// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.cpuquota;

import dev.demarc.evidence.capture.Subject;
import dev.demarc.evidence.cgroup.CgroupChain;
import dev.demarc.evidence.cgroup.CgroupTree;
import dev.demarc.evidence.cgroup.CpuGroup;
import dev.demarc.evidence.cgroup.WatchedGroup;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.evidence.scheduling.Scheduling;
import dev.demarc.identify.NextStep;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A Go process of a watch that is under a quota; or the one that the user named, when nobody may
 * see what it is.
 *
 * @param snapshot the last one that has it
 * @param in its groups
 * @param limit the group with the tightest quota
 * @param isAsked whether it is the process that the user named
 */
record GoProcess(
    Snapshot snapshot, LiveProcess process, WatchedGroup in, CpuGroup limit, boolean isAsked) {

  /** The Go processes of a watch that have a quota anywhere above them. */
  static Stream<GoProcess> of(Watch watch) {
    OptionalLong asked = WatchedGroup.asked(watch);
    return watch.pids().stream().flatMap(pid -> of(watch, pid, asked).stream());
  }

  private static Optional<GoProcess> of(Watch watch, long pid, OptionalLong asked) {
    for (Snapshot snapshot : watch.snapshots().reversed()) {
      Optional<LiveProcess> process = ProcessTree.in(snapshot).process(pid);
      if (process.isPresent()) {
        Optional<CgroupChain> chain = WatchedGroup.chain(watch, pid);
        boolean isNamed = asked.isPresent() && asked.getAsLong() == pid;
        boolean isGo =
            process.get().program().kind() == ProgramKind.GO
                || (isNamed && snapshot.isRefused("proc/" + pid + "/exe"));
        return chain
            .filter(all -> isGo)
            .flatMap(all ->
                all.tightest()
                    .map(limit ->
                        new GoProcess(
                            snapshot,
                            process.get(),
                            new WatchedGroup(watch, all, asked),
                            limit,
                            isNamed)));
      }
    }
    return Optional.empty();
  }

  /** The whole processors that the tightest quota comes to. */
  int whole() {
    return limit.quota().orElseThrow().cpus().roundedUp();
  }

  /** How many processors it may run on. */
  OptionalInt processors() {
    return new Scheduling(snapshot, process.pid()).processors();
  }

  Subject subject() {
    return process.subject();
  }

  /** What its GOMAXPROCS is, unless it sets another one itself. */
  Gomaxprocs gomaxprocs() {
    return Gomaxprocs.of(this);
  }

  /** The group that it is in, where Go looks for a quota. */
  CpuGroup leaf() {
    return in.chain().leaf();
  }

  /** Whether its own mounts show its group; yes, when they were not taken. */
  boolean showsOwnGroup() {
    return CgroupTree.of(snapshot).showsOwnGroup(process.pid()).orElse(true);
  }

  /** A variable that it was started with. */
  Optional<String> variable(String name) {
    return ProcessTree.in(snapshot).variable(process, name);
  }

  /** Whether its environment could be read. */
  boolean isEnvironmentSeen() {
    return snapshot.bytes(file("environ")).isPresent();
  }

  boolean isEnvironmentRefused() {
    return snapshot.isRefused(file("environ"));
  }

  /** Whether its executable could be looked at. */
  boolean isProgramSeen() {
    return process.program().kind() == ProgramKind.GO;
  }

  /** Whether a library is linked in that sets GOMAXPROCS when the program starts. */
  boolean hasAutomaxprocs() {
    return lines().contains("automaxprocs 1");
  }

  /** How to see what GOMAXPROCS is. */
  NextStep ask() {
    long pid = process.pid();
    if (isEnvironmentRefused() || !isProgramSeen()) {
      return new NextStep(
          "see its executable and its environment", "sudo demarc identify pid:" + pid);
    }
    return ProcessTree.in(snapshot).listeners(pid).stream()
        .map(one -> one.address())
        .filter(address -> address.startsWith("tcp "))
        .findFirst()
        .map(address ->
            new NextStep(
                "what the program says itself, if this address serves metrics",
                "curl -s " + address.substring(4) + "/metrics | grep go_sched_gomaxprocs_threads"))
        .orElseGet(() ->
            new NextStep(
                "how many threads it has; it needs no more than GOMAXPROCS to run Go code",
                "grep Threads /proc/" + pid + "/status"));
  }

  private List<String> lines() {
    return snapshot.lines("demarc/exe/" + process.pid());
  }

  /** A file of it in the snapshot. */
  String file(String name) {
    return "proc/" + process.pid() + "/" + name;
  }
}
