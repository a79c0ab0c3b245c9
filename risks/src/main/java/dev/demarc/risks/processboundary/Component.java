// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.capture.Sighting;
import dev.demarc.evidence.capture.Spot;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.evidence.process.LiveProcess;
import dev.demarc.evidence.process.ProcessTree;
import dev.demarc.evidence.process.ProgramKind;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A running program of another runtime that belongs to a Go program: its child, or a child of the
 * shell that it started.
 *
 * @param watch where it was seen
 * @param tree of the last look
 * @param process itself; a shell only when it runs nothing
 * @param owner the Go program
 */
record Component(Watch watch, ProcessTree tree, LiveProcess process, LiveProcess owner) {
  /** Shells that stand between the two, at the most. */
  private static final int MOST_SHELLS = 4;

  /**
   * All that were looked at: not of programs whose purpose is to start others, not on terminals,
   * and not what runs in a container of its own.
   */
  static Stream<Component> in(Evidence evidence) {
    return evidence.of(Watch.class).flatMap(Component::in);
  }

  static Stream<Component> in(Watch watch) {
    ProcessTree tree = ProcessTree.in(watch.last());
    return tree.all().stream()
        .filter(process -> process.program().kind().isForeign())
        .filter(process -> !process.isZombie() && !process.terminal())
        .filter(process -> !isShellAtWork(tree, process))
        .flatMap(process ->
            owner(tree, process)
                .filter(owner ->
                    watch.pids().contains(owner.pid()) || watch.pids().contains(process.pid()))
                .map(owner -> new Component(watch, tree, process, owner))
                .stream());
  }

  private static boolean isShellAtWork(ProcessTree tree, LiveProcess process) {
    return process.program().kind() == ProgramKind.SHELL
        && tree.children(process.pid()).stream().anyMatch(child -> !child.isZombie());
  }

  private static Optional<LiveProcess> owner(ProcessTree tree, LiveProcess process) {
    LiveProcess at = process;
    for (int shells = 0; shells <= MOST_SHELLS; shells++) {
      Optional<LiveProcess> parent = tree.parent(at);
      if (parent.isEmpty() || !tree.sharePidSpace(at, parent.get())) {
        return Optional.empty();
      }
      at = parent.get();
      if (at.program().kind() == ProgramKind.GO) {
        return Supervisors.has(at) || at.terminal() ? Optional.empty() : parent;
      }
      if (at.program().kind() != ProgramKind.SHELL) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The Go programs of a watch whose purpose is not to start others. */
  static List<LiveProcess> owners(Watch watch) {
    return ProcessTree.in(watch.last()).all().stream()
        .filter(process -> watch.pids().contains(process.pid()))
        .filter(process -> process.program().kind() == ProgramKind.GO && !Supervisors.has(process))
        .toList();
  }

  /** What a file of the last look shows. */
  static Sighting seen(Watch watch, String file, String text) {
    return new Sighting("proc", text, Spot.file(watch.name() + "/" + file).at(watch.last().at()));
  }

  /** What the stat line of this process shows. */
  Sighting seen() {
    String script = script().map(name -> ", runs " + name).orElse("");
    return seen(
        watch,
        "proc/" + process.pid() + "/stat",
        process.words() + script + ", " + seconds(process.age()) + " old");
  }

  /** What the stat line of the owner shows. */
  Sighting seenOwner() {
    String shell = process.parent() == owner.pid() ? "" : " by a shell";
    return seen(watch, "proc/" + owner.pid() + "/stat", "started" + shell + " by " + owner.words());
  }

  /** The script that an interpreter runs. */
  private Optional<String> script() {
    return tree.arguments(process).stream()
        .skip(1)
        .filter(word -> !word.startsWith("-") && !word.startsWith("+"))
        .findFirst();
  }

  static String seconds(double age) {
    long all = Math.round(age);
    return all < 600 ? all + " s" : all < 36_000 ? all / 60 + " min" : all / 3600 + " h";
  }
}
