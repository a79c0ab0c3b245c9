// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.host.Tool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A short life of Demarc while Java watches which classes it loads, so that later starts find them
 * ready. The launcher runs it once after a build, in a folder that it removes afterwards; a lesson
 * that fails only means that its classes are loaded later.
 */
public final class Training {
  private static final String SCRIPT = "#!/bin/sh\nexec cat\n";

  private static final String HOST =
      """
      package main

      import "os/exec"

      func main() {
      	_ = exec.Command("./component.sh").Run()
      }
      """;

  private static final String CONTRACT =
      """
      apiVersion: demarc.dev/v1alpha1
      kind: ComponentContract
      metadata: {name: training, version: 1.0.0}
      spec:
        component: {command: [./component.sh]}
        input:
          mediaType: text/csv
          bom: strip
          csv: {delimiter: ',', ragged: forbid}
          itemSchema:
            type: object
            required: [id, word]
            properties: {id: {type: integer}, word: {enum: [a, b]}}
        output: {mediaType: text/plain}
        lifecycle: {timeout: 2s}
        resources: {limits: {memory: 64Mi}}
        tests: {seed: 1, budget: {cases: 30, time: 60s}, faults: [bom]}
      """;

  private Training() {}

  /** Works in the folder that it is given. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Path.of(arguments[0]).toAbsolutePath();
    prepare(folder);
    Main.main(new String[] {"--version"});
    String contract = folder.resolve("contract.yaml").toString();
    lesson(folder, "--help");
    lesson(folder, "contract", "lint", "--help");
    lesson(folder, "contract", "lint", contract);
    lesson(folder, "identify", ".");
    lesson(folder, "identify", ".", "--format", "json");
    lesson(folder, "run", contract);
    lesson(folder, "contract", "test", contract);
    lesson(folder, "pipeline", "run", ".");
    lesson(folder, "verify", ".demarc/layout/training");
    lesson(folder, "doctor");
    System.exit(0);
  }

  private static void prepare(Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("component.sh"), SCRIPT);
    Files.writeString(folder.resolve("main.go"), HOST);
    Files.writeString(folder.resolve("contract.yaml"), CONTRACT);
    Tool shell = Tool.of("sh").in(folder);
    shell.run(
        "-c",
        "chmod 755 . component.sh && git init -q && git add -A && git -c user.name=t -c"
            + " user.email=t@example.org commit -q -m t");
  }

  private static void lesson(Path folder, String... words) {
    Console console =
        Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream(), Map.of(), "");
    byte[] input = "id,word\n1,a\n".getBytes(StandardCharsets.UTF_8);
    Session session =
        new Session(
            console,
            new ByteArrayInputStream(input),
            folder,
            System.getenv(),
            "demarc",
            List.of("true"));
    Exit exit = new Cli(console, session).run(words);
    System.out.println(String.join(" ", words) + ": " + exit.code());
  }
}
