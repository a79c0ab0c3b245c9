// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.buildenv;

import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.Snapshot;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.manifest.DeclaredContainer;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.risks.buildenv.ContainerChoice.Fit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process of a watch that is compared with manifests.
 *
 * @param snapshot the last one that has it
 * @param least what fits less is not of this process: only of the one that the user named with the
 *     manifest may the manifest be, whatever it starts
 */
record DeclaredProcess(Watch watch, Snapshot snapshot, LiveProcess process, Fit least) {
  /** The process that was named; of a container its first ones, and of a host all. */
  static Stream<DeclaredProcess> of(Watch watch) {
    return switch (Target.of(watch.target()).orElse(new Target.Host())) {
      case Target.OneProcess(long pid) -> at(watch, pid, Fit.OTHER_PROGRAM).stream();
      case Target.Container _ ->
          watch.pids().stream()
              .flatMap(pid -> at(watch, pid, Fit.NAME_BEHIND_WRAPPER).stream())
              .filter(one -> !watch.pids().contains(one.process().parent()));
      case Target.Host _ ->
          watch.pids().stream()
              .flatMap(pid -> at(watch, pid, Fit.PROGRAM).stream())
              .filter(one -> !one.isForkOfItsParent());
    };
  }

  private static Optional<DeclaredProcess> at(Watch watch, long pid, Fit least) {
    for (Snapshot snapshot : watch.snapshots().reversed()) {
      Optional<LiveProcess> process = ProcessTree.in(snapshot).process(pid);
      if (process.isPresent()) {
        return process
            .filter(one -> !one.isZombie() && !one.kernel())
            .map(one -> new DeclaredProcess(watch, snapshot, one, least));
      }
    }
    return Optional.empty();
  }

  /** The container or image that it is of, among those of some kinds. */
  Optional<ContainerChoice> choice(List<DeclaredContainer> containers) {
    return ContainerChoice.of(
            containers,
            tree().arguments(process),
            ContainerChoice.names(
                Stream.concat(process.exe().stream(), Stream.of(process.command()))))
        .filter(one -> one.fit().compareTo(least) >= 0);
  }

  /** An ancestor in the same container that was started with this value of a variable. */
  Optional<LiveProcess> ancestorWith(String name, Optional<String> value) {
    String group = tree().cgroups(process);
    return tree().ancestors(process).stream()
        .takeWhile(one -> tree().sharePidSpace(process, one) && tree().cgroups(one).equals(group))
        .filter(one -> tree().variables(one).isPresent())
        .filter(one -> tree().variable(one, name).equals(value))
        .findFirst();
  }

  private boolean isForkOfItsParent() {
    return tree().parent(process).filter(one -> one.exe().equals(process.exe())).isPresent();
  }

  ProcessTree tree() {
    return ProcessTree.in(snapshot);
  }

  /** The value of a variable that it was started with; one that is empty sets nothing. */
  Optional<String> variable(String name) {
    return tree().variable(process, name).filter(value -> !value.isEmpty());
  }

  boolean isEnvironmentRefused() {
    return snapshot.isRefused(file());
  }

  Spot spot() {
    return Spot.file(watch.name() + "/" + file());
  }

  private String file() {
    return "proc/" + process.pid() + "/environ";
  }
}
