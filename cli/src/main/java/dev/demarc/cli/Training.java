// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A short life of Demarc while Java watches which classes it loads, so that later starts find them
 * ready. The launcher runs it once after a build; nothing that it does is kept.
 */
public final class Training {
  private Training() {}

  /** Works in the folder that it is given. */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Main.main(new String[] {"--version"});
    for (List<String> words : lessons(folder)) {
      Console console =
          Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream(), Map.of(), "");
      Session session =
          new Session(
              console,
              java.io.InputStream.nullInputStream(),
              folder,
              System.getenv(),
              "demarc",
              List.of());
      Exit exit = new Cli(console, session).run(words.toArray(String[]::new));
      System.out.println(String.join(" ", words) + ": " + exit.code());
    }
  }

  private static List<List<String>> lessons(Path folder) throws IOException {
    Path contract = folder.resolve("contract.yaml");
    Files.writeString(contract, "apiVersion: none\n", StandardCharsets.UTF_8);
    return List.of(
        List.of("--help"),
        List.of("contract", "lint", "--help"),
        List.of("contract", "lint", contract.toString()));
  }
}
