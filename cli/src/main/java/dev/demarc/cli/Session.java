// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a command may use of this process.
 *
 * @param console where it prints
 * @param in standard input
 * @param cwd folder of the caller
 * @param env environment
 * @param program how the caller can start Demarc again: {@code ./demarc}, {@code demarc}, or a path
 * @param self command that starts another Demarc, without arguments
 * @param build digest of the program as the launcher knows it; empty text without launcher
 */
record Session(
    Console console,
    InputStream in,
    Path cwd,
    Map<String, String> env,
    String program,
    List<String> self,
    String build) {

  static Session ofProcess(Console console) {
    Path cwd = Path.of("").toAbsolutePath();
    String launcher = System.getProperty("demarc.program", "");
    return new Session(
        console,
        System.in,
        cwd,
        System.getenv(),
        name(cwd, launcher),
        self(launcher),
        System.getProperty("demarc.build", ""));
  }

  private static String name(Path cwd, String launcher) {
    if (launcher.isEmpty()) {
      return "demarc";
    }
    Path path = Path.of(launcher);
    return path.startsWith(cwd) ? "./" + cwd.relativize(path) : launcher;
  }

  /** The launcher, or without one this Java with this class path. */
  static List<String> self(String launcher) {
    return launcher.isEmpty()
        ? List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName())
        : List.of(launcher);
  }

  /** A path as people read it: relative to the caller's folder when it lies in it. */
  String shown(Path path) {
    Path whole = cwd.resolve(path).normalize();
    return whole.startsWith(cwd) && !whole.equals(cwd)
        ? cwd.relativize(whole).toString()
        : whole.toString();
  }

  /** The same as {@link #shown} for opening, so that messages name the file as people read it. */
  Path opened(Path path) {
    return cwd.equals(Path.of("").toAbsolutePath()) ? Path.of(shown(path)) : cwd.resolve(path);
  }

  /** A path that the caller gave. */
  Path path(String given) {
    return cwd.resolve(given);
  }
}
