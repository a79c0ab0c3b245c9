// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.process;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a program is, by its executable and by the libraries that are mapped.
 *
 * @param version of the Go toolchain that built it: {@code 1.26.8}
 * @param godebug settings that its module has as defaults: {@code containermaxprocs=0,…}; empty
 *     when there are none
 * @param cgo whether C may be linked in, when the build says so
 */
public record Program(
    ProgramKind kind, Optional<String> version, String godebug, Optional<Boolean> cgo) {
  /** Nothing is known. */
  static final Program UNSEEN =
      new Program(ProgramKind.UNKNOWN, Optional.empty(), "", Optional.empty());

  /** Reads the lines of {@code demarc/exe/PID}. */
  static Program parse(String lines) {
    return new Program(
        ProgramKind.of(line(lines, "runtime").orElse("")),
        line(lines, "go"),
        line(lines, "godebug").orElse(""),
        line(lines, "cgo").map("1"::equals));
  }

  private static Optional<String> line(String lines, String key) {
    try (Stream<String> all = lines.lines()) {
      return all.filter(line -> line.startsWith(key + " "))
          .map(line -> line.substring(key.length() + 1))
          .findFirst();
    }
  }

  /** A default of GODEBUG: {@code Optional.of("0")} for {@code containermaxprocs}. */
  public Optional<String> godebug(String name) {
    return Stream.of(godebug.split(",", -1))
        .filter(setting -> setting.startsWith(name + "="))
        .map(setting -> setting.substring(name.length() + 1))
        .findFirst();
  }

  /** In words: {@code Go 1.26.8}, {@code Python}. */
  public String words() {
    return kind.words() + version.map(text -> " " + text).orElse("");
  }
}
