// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.processboundary;

import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.shell.ShellCommand;
import java.util.List;
import java.util.Set;

/** Whether the program of an image is one that runs until somebody stops it. */
final class LongLived {
  private static final Set<String> SERVERS =
      Set.of(
          "java",
          "node",
          "npm",
          "yarn",
          "pnpm",
          "gunicorn",
          "uvicorn",
          "uwsgi",
          "celery",
          "hypercorn",
          "daphne",
          "puma",
          "php-fpm",
          "nginx",
          "caddy",
          "supervisord",
          "redis-server");

  private static final Set<String> INTERPRETERS =
      Set.of("python", "python3", "ruby", "perl", "php");

  /** Programs that end by themselves, or that start others by a rule of their own. */
  private static final Set<String> JOBS =
      Set.of(
          "make",
          "test",
          "sleep",
          "tail",
          "cat",
          "ls",
          "sh",
          "bash",
          "tini",
          "dumb-init",
          "catatonit",
          "git");

  private static final List<String> WORDS =
      List.of("serve", "server", "daemon", "start", "listen", "worker", "run-server", "runserver");

  private LongLived() {}

  static boolean is(ShellCommand command, Stage stage) {
    String program = command.program();
    if (program.isEmpty() || JOBS.contains(program)) {
      return false;
    }
    List<String> arguments = command.arguments().stream().map(word -> word.text()).toList();
    return isServer(program, arguments) || exposes(stage);
  }

  private static boolean isServer(String program, List<String> arguments) {
    if (SERVERS.contains(program)) {
      return !arguments.isEmpty()
          && !arguments.contains("test")
          && !arguments.contains("--version");
    }
    if (INTERPRETERS.contains(program)) {
      return arguments.stream().anyMatch(LongLived::isScript);
    }
    return arguments.stream()
        .anyMatch(
            one -> WORDS.contains(one) || one.startsWith("--port") || one.startsWith("--listen"));
  }

  private static boolean isScript(String argument) {
    return argument.endsWith(".py")
        || argument.endsWith(".rb")
        || argument.endsWith(".pl")
        || argument.endsWith(".php");
  }

  /** EXPOSE or a health check that is not switched off: others wait for it. */
  private static boolean exposes(Stage stage) {
    return stage.instruction("EXPOSE", Integer.MAX_VALUE).isPresent()
        || stage
            .instruction("HEALTHCHECK", Integer.MAX_VALUE)
            .map(Instruction::text)
            .filter(text -> !text.equalsIgnoreCase("NONE"))
            .isPresent();
  }
}
