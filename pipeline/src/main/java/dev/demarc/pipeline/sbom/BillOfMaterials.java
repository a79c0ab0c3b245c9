// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sbom;

import dev.demarc.host.Tool;
import dev.demarc.pipeline.digest.Digest;
import dev.demarc.pipeline.pack.PackedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a component is made of as far as it says itself: its files, the programs that interpret it,
 * and the libraries that those load.
 *
 * @param name of the component
 * @param version of its contract
 * @param time of the commit
 * @param parts in the order of their names
 */
public record BillOfMaterials(String name, String version, Instant time, List<Part> parts) {
  private static final Pattern LIBRARY = Pattern.compile("(/[^ ]+)(?: \\(0x[0-9a-f]+\\))?$");

  /** Copies the list. */
  public BillOfMaterials {
    parts = List.copyOf(parts);
  }

  /**
   * What the bill is made for.
   *
   * @param name of the component
   * @param version of its contract
   * @param time of the commit
   * @param command how it is started
   * @param language as the contract says
   */
  public record Subject(
      String name, String version, Instant time, List<String> command, Optional<String> language) {
    /** Copies the list. */
    public Subject {
      command = List.copyOf(command);
    }
  }

  /** Looks at the packaged files and at this machine. */
  public static BillOfMaterials declared(Subject subject, Collection<PackedFile> files)
      throws IOException, InterruptedException {
    Map<String, Part> parts = new TreeMap<>();
    for (PackedFile file : files) {
      String ref = "file:" + file.path();
      parts.put(
          ref, new Part(Part.Kind.FILE, ref, file.path(), "", "", Optional.of(file.digest()), ""));
    }
    NavigableSet<Path> programs = Interpreters.of(files, subject.command(), subject.language());
    NavigableSet<Path> libraries = new TreeSet<>();
    for (Path program : programs) {
      libraries.addAll(librariesOf(program));
    }
    NavigableSet<Path> all = new TreeSet<>(programs);
    all.addAll(libraries);
    DebianPackages packages = DebianPackages.ownersOf(all);
    for (Path program : programs) {
      Part part = ofMachine(Part.Kind.PLATFORM, program, packages);
      parts.put(part.ref(), part);
    }
    for (Path library : libraries) {
      Part part = ofMachine(Part.Kind.LIBRARY, library, packages);
      parts.putIfAbsent(part.ref(), part);
    }
    return new BillOfMaterials(
        subject.name(), subject.version(), subject.time(), new ArrayList<>(parts.values()));
  }

  /**
   * What the bill depends on besides the files: the programs as they lie on this machine, and its
   * package database. Cheap to ask.
   */
  public static List<String> machineFacts(Subject subject, Collection<PackedFile> files)
      throws IOException {
    List<Path> paths =
        new ArrayList<>(Interpreters.of(files, subject.command(), subject.language()));
    paths.addAll(List.of(Path.of("/var/lib/dpkg/status"), Path.of("/etc/os-release")));
    List<String> facts = new ArrayList<>();
    for (Path path : paths) {
      if (Files.exists(path)) {
        facts.add(path + " " + Files.size(path) + " " + Files.getLastModifiedTime(path));
      }
    }
    return facts;
  }

  /** The programs that interpret the component, by name and version. */
  public Map<String, Digest> interpreters() {
    Map<String, Digest> found = new LinkedHashMap<>();
    for (Part part : parts) {
      if (part.kind() == Part.Kind.PLATFORM) {
        part.digest().ifPresent(digest -> found.put(part.name(), digest));
      }
    }
    return found;
  }

  private static Part ofMachine(Part.Kind kind, Path file, DebianPackages packages)
      throws IOException {
    Optional<Digest> digest = Optional.of(Digest.of(file));
    return packages
        .owner(file)
        .map(owner ->
            new Part(
                kind,
                kind == Part.Kind.PLATFORM ? owner.purl() + "#" + file.getFileName() : owner.purl(),
                owner.name(),
                owner.version(),
                owner.purl(),
                digest,
                file.toString()))
        .orElseGet(() ->
            new Part(
                kind,
                kind.word() + ":" + file,
                file.getFileName().toString(),
                "",
                "",
                digest,
                file.toString()));
  }

  /** Asks the loader of this machine; a static program has none. */
  private static NavigableSet<Path> librariesOf(Path program)
      throws IOException, InterruptedException {
    NavigableSet<Path> libraries = new TreeSet<>();
    if (Tool.find("ldd").isEmpty()) {
      return libraries;
    }
    Tool.Result said =
        Tool.of("ldd").in(Path.of("/")).within(Duration.ofSeconds(10)).run(program.toString());
    for (String line : new String(said.stdout(), StandardCharsets.UTF_8).lines().toList()) {
      Matcher path = LIBRARY.matcher(line.strip());
      if (path.find() && Files.isRegularFile(Path.of(path.group(1)))) {
        libraries.add(Path.of(path.group(1)).toRealPath());
      }
    }
    return libraries;
  }
}
