// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Demarc as a caller sees it: arguments and input in, exit code and two streams out. */
final class Shell {
  private final Path cwd;
  private final Map<String, String> env = new HashMap<>();
  private byte[] input = new byte[0];
  private String terminal = "";

  Shell(Path cwd) {
    this.cwd = cwd;
  }

  /** What one command gave. */
  record Answer(int exit, String out, String err) {}

  Shell input(String text) {
    input = text.getBytes(StandardCharsets.UTF_8);
    return this;
  }

  Shell with(String name, String value) {
    env.put(name, value);
    return this;
  }

  Shell terminal(String which) {
    terminal = which;
    return this;
  }

  Answer run(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console = Console.of(out, err, env, terminal);
    Session session =
        new Session(
            console,
            new ByteArrayInputStream(input),
            cwd,
            Map.copyOf(env),
            "demarc",
            Session.self(""),
            "");
    Exit exit = new Cli(console, session).run(arguments);
    console.flush();
    return new Answer(
        exit.code(), out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
