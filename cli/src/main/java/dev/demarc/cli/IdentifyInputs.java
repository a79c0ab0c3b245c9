// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Durations;
import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.CaptureFile;
import dev.demarc.evidence.machine.Bundle;
import dev.demarc.evidence.machine.Machine;
import dev.demarc.evidence.machine.Target;
import dev.demarc.evidence.machine.Watch;
import dev.demarc.identify.forensics.Ending;
import dev.demarc.identify.forensics.Exhibit;
import dev.demarc.identify.forensics.Lookout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/**
 * What identify was asked about: source trees and files, which are looked at one by one; captures,
 * bundles and running hosts, which are looked at together.
 *
 * @param trees source trees and files
 * @param exhibits the others
 * @param problems what of a bundle could not be read
 * @param aside files that were made for it and are removed in the end
 */
record IdentifyInputs(
    List<Path> trees, List<Exhibit> exhibits, List<Problem> problems, List<Path> aside)
    implements AutoCloseable {
  private static final Duration LOOK = Duration.ofSeconds(12);

  /** Nothing yet. */
  IdentifyInputs() {
    this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
  }

  /** Adds what the arguments name; the current folder when they name nothing. */
  void add(ParseResult given, Session session) throws IOException, InterruptedException {
    List<String> none = List.of();
    List<String> names = given.matchedPositionalValue(0, none);
    StateLooks states = StateLooks.begin(names, given, session);
    problems.addAll(states.problems());
    for (String name : names.isEmpty() ? List.of(".") : names) {
      Optional<Exhibit> state = states.first(name, exhibits.size());
      if (state.isPresent()) {
        exhibits.add(state.get());
      } else {
        add(name, given, session);
      }
    }
    states.end(session).forEach(exhibits::set);
  }

  @Override
  public void close() throws IOException {
    for (Path file : aside) {
      Files.deleteIfExists(file);
    }
  }

  private void add(String name, ParseResult given, Session session)
      throws IOException, InterruptedException {
    var target = Target.of(name);
    if (target.isPresent()) {
      Watch watch = look(target.get(), given, session);
      exhibits.add(new Exhibit.Seen(watch, true));
      Ending.of(target.get(), watch)
          .map(how -> new Problem(name, 0, "ended", how, "what came after"))
          .ifPresent(problems::add);
      return;
    }
    if (name.equals("-")) {
      exhibits.add(Exhibit.Recorded.of(standardInput(session)));
      return;
    }
    Path path = session.path(name);
    if (!Files.exists(path)) {
      throw missing(name, path);
    }
    if (Files.isDirectory(path) && Bundle.is(path)) {
      addBundle(path, Identify.shown(session, path));
    } else {
      Optional<Exhibit> capture = capture(path, session);
      capture.ifPresentOrElse(exhibits::add, () -> trees.add(path));
    }
  }

  /** A number alone is what one writes at 3 a.m. */
  private static IOException missing(String name, Path path) {
    if (name.matches("(pid|container):.*")) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          name + " names no " + name.substring(0, name.indexOf(':')),
          "write pid: and the number of a process, or container: and at least 4 letters of its id");
    }
    if (name.matches("\\d{1,10}") && !Files.exists(path)) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, name + ": no such file", "for a process write pid:" + name);
    }
    return new NoSuchFileException(name);
  }

  /** A file that is a capture of a known kind, by its content. */
  static Optional<Exhibit> capture(Path path, Session session) throws IOException {
    if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
      return Optional.empty();
    }
    return Optional.of(Exhibit.Recorded.of(file(path, session)))
        .filter(Exhibit.Recorded::isKnown)
        .map(Exhibit.class::cast);
  }

  /**
   * A manifest, when there is something running to compare it with.
   *
   * @param isCounted whether it is an input as a source file too
   */
  Optional<Exhibit> manifest(Path path, boolean isCounted, Session session) throws IOException {
    boolean isSomethingSeen = exhibits.stream().anyMatch(Exhibit.Seen.class::isInstance);
    return isSomethingSeen && Files.isRegularFile(path)
        ? Exhibit.Declared.of(file(path, session), isCounted).map(Exhibit.class::cast)
        : Optional.empty();
  }

  static CaptureFile file(Path path, Session session) {
    return new CaptureFile(Identify.shown(session, path), path);
  }

  private void addBundle(Path path, String name) throws IOException {
    Bundle bundle = Bundle.read(path, name);
    bundle.watch().map(watch -> new Exhibit.Seen(watch, false)).ifPresent(exhibits::add);
    for (CaptureFile capture : bundle.captures()) {
      exhibits.add(Exhibit.beside(capture));
    }
    problems.addAll(bundle.problems());
  }

  /** A pipe is put aside: readers of several kinds may want it from its beginning. */
  private CaptureFile standardInput(Session session) throws IOException {
    Path file = Files.createTempFile("demarc-stdin", "");
    aside.add(file);
    file.toFile().deleteOnExit(); // when a signal ends it
    Files.copy(session.in(), file, StandardCopyOption.REPLACE_EXISTING);
    return new CaptureFile("stdin", file);
  }

  /** Looks at a running target for as long as the options say. */
  static Watch look(Target target, ParseResult given, Session session) throws InterruptedException {
    Duration whole = duration(given, "--for", LOOK);
    Duration every = duration(given, "--every", whole);
    if (!Files.isDirectory(Path.of("/proc/self"))) {
      throw new DemarcException(
          DemarcException.Kind.CANNOT,
          target.words() + ": this system has no /proc",
          "run it on Linux, or take a bundle there: demarc capture "
              + target.words()
              + " -o BUNDLE");
    }
    if (every.compareTo(whole) > 0) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "--every is longer than --for: there would be one look",
          "write --for 30s --every 1s, or --for 0 for one look");
    }
    if (!whole.isZero()) {
      session
          .console()
          .live("  looking at " + target.words() + " for " + whole.toSeconds() + " s …");
    }
    return new Lookout(Machine.here(), whole, every)
        .at(target, target.words())
        .orElseThrow(() -> gone(target));
  }

  static DemarcException gone(Target target) {
    return new DemarcException(
        DemarcException.Kind.CANNOT,
        target.words() + ": there is no such process",
        target instanceof Target.Container
            ? "give the id as the path in /proc/PID/cgroup has it"
            : "look for it: pgrep -a NAME");
  }

  static Duration duration(ParseResult given, String option, Duration otherwise) {
    if (!given.hasMatchedOption(option)) {
      return otherwise;
    }
    String text = given.matchedOptionValue(option, "");
    try {
      return text.equals("0") ? Duration.ZERO : Durations.parse(text);
    } catch (IllegalArgumentException wrong) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, option + " " + wrong.getMessage(), "write 10s, or 0");
    }
  }
}
