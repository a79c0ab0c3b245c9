// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gomod;

import dev.demarc.evidence.Inherited;
import dev.demarc.evidence.Place;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A go.mod file: all folders below its own belong to its module, up to the next go.mod.
 *
 * @param path of the file, relative to the root of the input
 * @param lines its directives, in order
 * @param start the first line, for what the file does not say
 */
public record GoMod(String path, List<ModLine> lines, Place start) implements Inherited {
  /** Copies the lines. */
  public GoMod {
    lines = List.copyOf(lines);
  }

  /**
   * A module that is required.
   *
   * @param indirect true when no package of the module itself imports it
   */
  public record Require(String module, String version, boolean indirect, Place place) {}

  /**
   * A module that is replaced.
   *
   * @param version the version that is replaced; empty for every version
   * @param by another module, or a folder
   * @param byVersion empty for a folder
   */
  public record Replace(String module, String version, String by, String byVersion, Place place) {
    /** True when a folder replaces it. */
    public boolean isFolder() {
      return byVersion.isEmpty();
    }
  }

  /** The folder that it stands in; empty for the root of the input. */
  public String folder() {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /** The directives of this name. */
  public Stream<ModLine> all(String verb) {
    return lines.stream().filter(line -> line.verb().equals(verb));
  }

  /** The path of the module. */
  public Optional<String> module() {
    return all("module").map(line -> line.word(0)).findFirst();
  }

  /** The {@code go} line: the version of the language and of many defaults. */
  public Optional<GoVersion> go() {
    return all("go").findFirst().map(line -> new GoVersion(line.word(0), line.place()));
  }

  /** The {@code toolchain} line. */
  public Optional<GoVersion> toolchain() {
    return all("toolchain")
        .findFirst()
        .map(line -> new GoVersion(line.word(0).replaceFirst("^go", ""), line.place()));
  }

  /** The modules that it requires. */
  public Stream<Require> requires() {
    return all("require")
        .map(line -> new Require(line.word(0), line.word(1), line.isIndirect(), line.place()));
  }

  /** The modules that it replaces. */
  public Stream<Replace> replaces() {
    return all("replace").flatMap(line -> replace(line).stream());
  }

  private static Optional<Replace> replace(ModLine line) {
    int arrow = line.words().indexOf("=>");
    if (arrow < 1 || arrow + 1 >= line.words().size()) {
      return Optional.empty();
    }
    return Optional.of(
        new Replace(
            line.word(0),
            arrow > 1 ? line.word(1) : "",
            line.word(arrow + 1),
            line.word(arrow + 2),
            line.place()));
  }

  /** The packages of {@code tool} lines. */
  public Stream<String> tools() {
    return all("tool").map(line -> line.word(0));
  }
}
