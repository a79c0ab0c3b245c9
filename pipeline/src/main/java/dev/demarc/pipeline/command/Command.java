// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline.command;

import dev.demarc.contract.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs one external program to its end. */
@FunctionalInterface
public interface Command {
  /**
   * Runs it. An {@link IOException} says that it cannot be started.
   *
   * @param call what to run
   */
  Result run(Call call) throws IOException;

  /**
   * What to run.
   *
   * @param arguments program and its arguments, no shell
   * @param folder working directory
   * @param environment set besides what Demarc itself has; an empty value removes the name
   * @param stdin given on standard input
   * @param deadline after which it is killed
   * @param most bytes kept of standard output
   */
  record Call(
      List<String> arguments,
      Path folder,
      Map<String, String> environment,
      byte[] stdin,
      Duration deadline,
      Bytes most) {
    /** Copies the collections. */
    public Call {
      arguments = List.copyOf(arguments);
      environment = Map.copyOf(environment);
    }

    /** A call without input that may take a minute and say 64Mi. */
    public static Call of(Path folder, List<String> arguments) {
      return new Call(
          arguments, folder, Map.of(), new byte[0], Duration.ofMinutes(1), Bytes.of(64 << 20));
    }

    /** The same call with this on standard input. */
    public Call withStdin(byte[] bytes) {
      return new Call(arguments, folder, environment, bytes, deadline, most);
    }

    /** The same call with this environment. */
    public Call withEnvironment(Map<String, String> names) {
      return new Call(arguments, folder, names, stdin, deadline, most);
    }
  }

  /**
   * What came of it.
   *
   * @param exit its exit code
   * @param stdout what it wrote
   * @param stderr what it wrote
   * @param complete false when the deadline or the limit of output cut it
   */
  record Result(int exit, byte[] stdout, byte[] stderr, boolean complete) {
    /** Ended by itself with code 0. */
    public boolean good() {
      return complete && exit == 0;
    }

    /** Standard output as UTF-8. */
    public String text() {
      return new String(stdout, StandardCharsets.UTF_8);
    }

    /** The first line of standard error, for messages. */
    public String complaint() {
      return new String(stderr, StandardCharsets.UTF_8).lines().findFirst().orElse("no message");
    }
  }
}
