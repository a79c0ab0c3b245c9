// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.evidence.machine.Target;
import dev.demarc.identify.forensics.BundlePlan;
import dev.demarc.identify.forensics.BundleTaker;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** {@code capture TARGET -o BUNDLE}. */
final class Capture implements Verb {
  private static final Duration LOOK = Duration.ofSeconds(10);

  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(Options.file("TARGET", "pid:N, container:ID or host: what is looked at"))
        .addOption(
            OptionSpec.builder("-o", "--output")
                .paramLabel("BUNDLE")
                .arity("1")
                .required(true)
                .type(String.class)
                .description("the folder to make; it must not be there")
                .build())
        .addOption(Options.value("--for", "TIME", "how long to look; 10s by default"))
        .addOption(Options.value("--every", "TIME", "how often in that time; twice by default"))
        .addOption(
            Options.value(
                "--pprof",
                "URL",
                "where the process serves net/http/pprof (localhost:6060); goroutines are fetched at the beginning and at the end (with --for 60s a request in both is stuck), and in between, unless --for is 0, a CPU profile of at most 30 s: 100 interrupts a second of CPU time, and nobody else can take one meanwhile"))
        .addOption(
            Options.flag(
                "--trace",
                "attach strace: every system call of the process gets 10 to 100 times slower meanwhile"))
        .addOption(
            Options.value(
                "--packets",
                "INTERFACE",
                "record packets by tcpdump (any, lo, eth0): some CPU for each packet, and disk"));
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException, InterruptedException {
    String word = given.matchedPositionalValue(0, "");
    Target target =
        Target.of(word)
            .orElseThrow(
                () -> usage(word + " is nothing to capture", "write pid:N, container:ID or host"));
    Duration whole = IdentifyInputs.duration(given, "--for", LOOK);
    BundlePlan plan =
        new BundlePlan(
            target,
            whole,
            IdentifyInputs.duration(given, "--every", whole),
            pprof(given),
            given.hasMatchedOption("--trace"),
            Optional.ofNullable(given.matchedOptionValue("--packets", (String) null)));
    String name = given.matchedOptionValue("--output", "");
    Path folder = session.path(name);
    if (Files.exists(folder)) {
      throw usage(
          name + " is there already", "name a folder that is not: a bundle has one of its own");
    }
    Files.createDirectory(folder, privately(folder));
    session.console().live("  looking at " + target.words() + " for " + whole.toSeconds() + " s …");
    BundleTaker taker = new BundleTaker(plan);
    boolean isTaken = false;
    try {
      isTaken = taker.into(folder);
    } finally {
      if (!isTaken) { // nothing of it, or a signal came
        remove(folder);
      }
    }
    if (!isTaken) {
      throw IdentifyInputs.gone(target);
    }
    taker.taken().forEach(line -> session.console().line("took     " + line));
    taker.missed().forEach(line -> session.console().line("missed   " + line));
    session.console().line("Read it: " + session.program() + " identify " + name);
    return taker.missed().isEmpty() ? Exit.PASS : Exit.UNDECIDED;
  }

  private static Optional<URI> pprof(ParseResult given) {
    String address = given.matchedOptionValue("--pprof", "");
    if (address.isEmpty()) {
      return Optional.empty();
    }
    String url = address.contains("://") ? address : "http://" + address;
    try {
      URI uri = URI.create(url);
      if (uri.getHost() != null && url.startsWith("http")) {
        return Optional.of(uri);
      }
    } catch (IllegalArgumentException noUri) {
      // said below
    }
    throw usage("--pprof " + address + " is no address", "write http://localhost:6060");
  }

  /** What was seen of a host is for its owner's eyes. */
  private static FileAttribute<?>[] privately(Path folder) {
    boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static DemarcException usage(String what, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, what, remedy);
  }
}
