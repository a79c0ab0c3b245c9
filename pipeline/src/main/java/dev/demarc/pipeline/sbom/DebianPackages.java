// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.sbom;

import dev.demarc.host.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which Debian package a file of this machine belongs to, asked of dpkg. */
final class DebianPackages {
  private static final Path DATABASE = Path.of("/var/lib/dpkg/status");
  private final Map<Path, Owner> owners;

  private DebianPackages(Map<Path, Owner> owners) {
    this.owners = owners;
  }

  /**
   * A package.
   *
   * @param name of the package
   * @param version with epoch and revision
   * @param purl package URL
   */
  record Owner(String name, String version, String purl) {}

  /** Asks once for all these files; a machine without dpkg knows none. */
  static DebianPackages ownersOf(Collection<Path> files) throws IOException, InterruptedException {
    if (files.isEmpty() || !Files.exists(DATABASE) || Tool.find("dpkg-query").isEmpty()) {
      return new DebianPackages(Map.of());
    }
    Tool tool = Tool.of("dpkg-query").in(Path.of("/")).within(Duration.ofSeconds(30));
    List<String> search = new ArrayList<>(List.of("-S", "--"));
    for (Path file : files) {
      search.add(file.toString());
      otherName(file).ifPresent(search::add);
    }
    Map<String, String> packageOf = new HashMap<>();
    for (String line : lines(tool.run(new byte[0], search))) { // exit 1: some belong to none
      int cut = line.indexOf(": /");
      if (cut > 0 && !line.startsWith("diversion ")) {
        packageOf.putIfAbsent(line.substring(cut + 2), line.substring(0, cut).split(",", 2)[0]);
      }
    }
    Map<String, Owner> installed = installed(tool, packageOf.values());
    Map<Path, Owner> owners = new HashMap<>();
    for (Path file : files) {
      String name =
          packageOf.getOrDefault(
              file.toString(), packageOf.getOrDefault(otherName(file).orElse(""), ""));
      Owner owner = installed.get(name);
      if (owner != null) {
        owners.put(file, owner);
      }
    }
    return new DebianPackages(owners);
  }

  /** The package that a file belongs to. */
  Optional<Owner> owner(Path file) {
    return Optional.ofNullable(owners.get(file));
  }

  private static Map<String, Owner> installed(Tool tool, Collection<String> names)
      throws IOException, InterruptedException {
    Map<String, Owner> installed = new HashMap<>();
    if (names.isEmpty()) {
      return installed;
    }
    Os os = Os.read();
    List<String> show = new ArrayList<>(List.of("-W"));
    show.add("-f=${Package}\t${Version}\t${Architecture}\t${db:Status-Status}\n");
    names.stream().distinct().sorted().forEach(show::add);
    for (String line : lines(tool.run(new byte[0], show))) {
      String[] cell = line.split("\t", -1);
      if (cell.length == 4 && cell[3].equals("installed")) {
        String purl =
            "pkg:deb/"
                + os.id()
                + "/"
                + encode(cell[0])
                + "@"
                + encode(cell[1])
                + "?arch="
                + cell[2]
                + "&distro="
                + os.id()
                + "-"
                + os.version();
        Owner owner = new Owner(cell[0], cell[1], purl);
        installed.put(cell[0], owner);
        installed.put(cell[0] + ":" + cell[2], owner);
      }
    }
    return installed;
  }

  /** With the folders of {@code /usr} merged, the database may hold either name. */
  private static Optional<String> otherName(Path file) {
    String name = file.toString();
    if (name.startsWith("/usr/")) {
      return Optional.of(name.substring(4));
    }
    return name.startsWith("/lib") || name.startsWith("/bin") || name.startsWith("/sbin")
        ? Optional.of("/usr" + name)
        : Optional.empty();
  }

  private static String encode(String text) {
    return text.replace("%", "%25").replace("+", "%2B").replace(":", "%3A");
  }

  private static List<String> lines(Tool.Result result) {
    return new String(result.stdout(), StandardCharsets.UTF_8).lines().toList();
  }

  /** Name and version of the distribution, from os-release. */
  private record Os(String id, String version) {
    static Os read() throws IOException {
      Map<String, String> values = new HashMap<>();
      Path file = Path.of("/etc/os-release");
      if (Files.exists(file)) {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
          int cut = line.indexOf('=');
          if (cut > 0) {
            values.put(line.substring(0, cut), line.substring(cut + 1).replace("\"", ""));
          }
        }
      }
      return new Os(
          values.getOrDefault("ID", "debian"), values.getOrDefault("VERSION_ID", "unknown"));
    }
  }
}
