// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.host.Tool;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A short life of Demarc while Java watches which classes it loads, so that later starts find them
 * ready. The launcher runs it once after a build, in a folder that it removes afterwards; a lesson
 * that fails only means that its classes are loaded later.
 */
public final class Training {
  /** What is asked of captures. */
  static final List<String> CAPTURES =
      List.of(
          "identify " + TrainingCaptures.NAMES,
          "identify " + TrainingCaptures.NAMES + " --maturity sandbox --fail-on never");

  /** What an engineer on call asks: captures, a host, a process, a bundle. */
  static final List<String> ON_CALL =
      List.of(
          "identify --help",
          CAPTURES.getFirst(),
          CAPTURES.getLast(),
          "identify host --for 0 --fail-on never",
          "identify pid:" + ProcessHandle.current().pid() + " --for 1s --fail-on never",
          "capture pid:" + ProcessHandle.current().pid() + " --for 1s -o bundle",
          "identify bundle --fail-on never");

  /** All that Demarc does, each once. */
  static final List<String> ALL =
      List.of(
          "--help",
          "contract lint --help",
          "contract lint contract.yaml",
          "identify .",
          "identify . --format json",
          "identify " + TrainingCaptures.NAMES + " --maturity sandbox --fail-on never",
          "identify host --for 0 --fail-on never",
          "run contract.yaml",
          "contract test contract.yaml",
          "pipeline run .",
          "pipeline run . --format json",
          "verify .demarc/layout/training --log .demarc/log",
          "verify .demarc/layout/training --log .demarc/log --format json",
          "doctor");

  private static final String SCRIPT = "#!/bin/sh\nexec cat\n";

  private static final String HOST =
      """
      package main

      import "os/exec"

      func main() {
      	_ = exec.Command("./component.sh").Run()
      }
      """;

  private static final String CONFIGURATION =
      """
      # what people write
      version: 1
      exclude: # not ours
        - vendor/
      rules: {module-proxy/sumdb-off: on}
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
        tests: {seed: 1, budget: {cases: 500, time: 60s}, faults: [bom]}
      """;

  private Training() {}

  /** Works in the folder that it is given; a second word names some of the lessons. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Main.main(new String[] {"--version"});
    Console console = Console.ofProcess(System.getenv(), "");
    Departure.watch(Thread.currentThread(), console, false).over();
    List<String> lessons =
        switch (arguments.length > 1 ? arguments[1] : "all") {
          case "captures" -> CAPTURES;
          case "on-call" -> ON_CALL;
          default -> ALL;
        };
    Map<String, Exit> ends = learn(lessons, Path.of(arguments[0]).toAbsolutePath());
    ends.forEach((words, exit) -> System.out.println(words + ": " + exit.code()));
    System.exit(0);
  }

  /** What each lesson ended with, by its words. The second run of the pipeline reads the cache. */
  static Map<String, Exit> learn(List<String> lessons, Path folder)
      throws IOException, InterruptedException {
    Path tree = Files.createDirectories(folder.resolve("tree"));
    prepare(tree);
    Map<String, String> env = new HashMap<>(System.getenv());
    env.put("XDG_CONFIG_HOME", folder.resolve("config").toString());
    env.put("XDG_CACHE_HOME", folder.resolve("cache").toString());
    Map<String, Exit> ends = new LinkedHashMap<>();
    for (String words : lessons) {
      ends.put(words, lesson(tree, env, words.split(" ", -1)));
    }
    return ends;
  }

  private static void prepare(Path folder) throws IOException, InterruptedException {
    Files.writeString(folder.resolve("component.sh"), SCRIPT);
    Files.writeString(folder.resolve("main.go"), HOST);
    Files.writeString(folder.resolve(".demarc.yaml"), CONFIGURATION);
    TrainingCaptures.write(folder);
    Files.writeString(folder.resolve("contract.yaml"), CONTRACT);
    Tool shell = Tool.of("sh").in(folder);
    shell.run(
        "-c",
        "chmod 755 . component.sh && git init -q && git add -A && git -c user.name=t -c"
            + " user.email=t@example.org commit -q -m t");
  }

  private static Exit lesson(Path tree, Map<String, String> env, String... words) {
    Console console =
        Console.of(new ByteArrayOutputStream(), new ByteArrayOutputStream(), Map.of(), "");
    byte[] input = "id,word\n1,a\n".getBytes(StandardCharsets.UTF_8);
    Session session =
        new Session(
            console,
            new ByteArrayInputStream(input),
            tree,
            env,
            "demarc",
            Session.self(""),
            "training");
    return new Cli(console, session).run(words);
  }
}
