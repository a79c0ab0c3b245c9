// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.host.PrivateFolder;
import dev.demarc.host.cgroup.ControlGroup;
import dev.demarc.host.cgroup.ControlGroups;
import dev.demarc.host.cgroup.Limits;
import dev.demarc.host.procfs.Proc;
import dev.demarc.host.procfs.ProcessStat;
import dev.demarc.host.syscall.Child;
import dev.demarc.host.syscall.Pipe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What runs of one boundary share on this host, and how one of them is begun.
 *
 * @param contract of the component
 * @param launcher starts it
 * @param groups cgroups; empty when this host allows none
 * @param limits set on each group
 * @param quarters where it lives
 * @param user whose processes they are, when not Demarc's own
 * @param temporary folder for the private folders of runs
 * @param own environment of Demarc
 */
record Cell(
    Contract contract,
    Launcher launcher,
    Optional<ControlGroups> groups,
    Limits limits,
    Quarters quarters,
    OptionalInt user,
    Path temporary,
    Map<String, String> own) {

  /** The same with another launcher and user. */
  Cell with(Launcher other, OptionalInt otherUser, Quarters otherQuarters) {
    return new Cell(contract, other, groups, limits, otherQuarters, otherUser, temporary, own);
  }

  /** The same for another contract. */
  Cell with(Contract other) {
    return new Cell(other, launcher, groups, limits, quarters, user, temporary, own);
  }

  /** The same without cgroups. */
  Cell withoutGroups() {
    return new Cell(contract, launcher, Optional.empty(), limits, quarters, user, temporary, own);
  }

  /** Why the component cannot start; empty when nothing speaks against it. */
  Optional<String> problem() {
    return Preflight.problem(
        quarters.directory(),
        contract.component().command().getFirst(),
        Environment.path(contract.component(), own));
  }

  /** Begins a run of the component. */
  Begun begin(String id, byte[] input, boolean holdInput) throws IOException {
    return begin(id, input, holdInput, contract.component().command(), limits);
  }

  /** Begins a run of any command. */
  Begun begin(String id, byte[] input, boolean holdInput, List<String> command, Limits groupLimits)
      throws IOException {
    Path folder = PrivateFolder.make(temporary.resolve(id), "rwx------");
    Optional<ControlGroup> group = Optional.empty();
    List<Integer> open = new ArrayList<>();
    try {
      if (user.isPresent()) {
        PrivateFolder.give(folder, user.getAsInt());
      }
      boolean file = contract.input().channel() == Input.Channel.FILE;
      List<String> filled = fill(command, folder, file ? input : new byte[0]);
      if (groups.isPresent()) {
        group = Optional.of(groups.get().create(id, groupLimits));
      }
      Pipe in = opened(open);
      Pipe out = opened(open);
      Pipe err = opened(open);
      Pipe wake = opened(open);
      for (int end : new int[] {in.in(), out.out(), err.out(), wake.out(), wake.in()}) {
        Pipe.unblock(end);
      }
      if (user.isPresent()) {
        for (Pipe pipe : List.of(in, out, err)) {
          pipe.give(user.getAsInt());
        }
      }
      List<String> environment = Environment.of(contract.component(), own, folder);
      long at = System.nanoTime();
      Child child =
          launcher.start(
              group.map(ControlGroup::joins).orElse(List.of()),
              quarters.directory(),
              filled,
              environment,
              in.out(),
              out.in(),
              err.in());
      for (int end : new int[] {in.out(), out.in(), err.in()}) {
        Pipe.close(end);
      }
      Conversation conversation =
          new Conversation(
              child,
              new Conversation.Ends(in.in(), out.out(), err.out(), wake),
              file ? new byte[0] : input,
              holdInput,
              members(child, group, folder),
              contract.lifecycle(),
              contract.resources().limits());
      return new Begun(id, child, conversation, group, folder, at);
    } catch (IOException | RuntimeException problem) {
      open.forEach(Pipe::close);
      group.ifPresent(made -> made.remove(Duration.ofMillis(200)));
      PrivateFolder.delete(folder);
      throw problem;
    }
  }

  private static Pipe opened(List<Integer> open) throws IOException {
    Pipe pipe = Pipe.open();
    open.add(pipe.in());
    open.add(pipe.out());
    return pipe;
  }

  private static Members members(Child child, Optional<ControlGroup> group, Path folder) {
    if (group.isPresent()) {
      return new Members.OfGroup(group.get());
    }
    long since = Proc.here().stat(child.pid()).map(ProcessStat::startTicks).orElse(0L);
    return new Members.OfSession(Proc.here(), child.pid(), since, "TMPDIR=" + folder);
  }

  /** Puts paths of files into the command. */
  private List<String> fill(List<String> command, Path folder, byte[] input) throws IOException {
    Path in = folder.resolve("input");
    Path out = folder.resolve("output");
    if (contract.input().channel() == Input.Channel.FILE) {
      Files.write(in, input);
      if (user.isPresent()) {
        PrivateFolder.give(in, user.getAsInt());
      }
    }
    return command.stream()
        .map(word -> word.replace("{input}", in.toString()).replace("{output}", out.toString()))
        .toList();
  }

  /**
   * A run that has begun.
   *
   * @param id of the run
   * @param child first process
   * @param conversation with it
   * @param group its cgroup
   * @param folder its TMPDIR
   * @param at when, on the monotonic clock
   */
  record Begun(
      String id,
      Child child,
      Conversation conversation,
      Optional<ControlGroup> group,
      Path folder,
      long at) {}
}
