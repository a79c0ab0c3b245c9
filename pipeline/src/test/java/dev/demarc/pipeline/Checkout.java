// SPDX-License-Identifier: Apache-2.0
package dev.demarc.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.host.Tool;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A repository with a small component in {@code part}, and runs of the pipeline on it. */
final class Checkout {
  private static final String CONTRACT =
      """
      apiVersion: demarc.dev/v1alpha1
      kind: ComponentContract
      metadata: {name: upper, version: 1.0.0}
      spec:
        component: {language: shell, command: [./upper.sh], files: [upper.sh]}
        input: {mediaType: text/plain, bom: strip, limits: {bytes: 4Ki}}
        output: {mediaType: text/plain, lines: {pattern: '^[^a-z]*$'}}
        lifecycle: {timeout: 5s}
        tests: {seed: 1, budget: {cases: 150, time: 20s}}
      """;

  final Path top;
  private final Path keys;

  private Checkout(Path top, Path keys) {
    this.top = top;
    this.keys = keys;
  }

  /** A new repository with one commit. */
  static Checkout made(Path top, Path keys, String script) throws Exception {
    Files.createDirectories(top.resolve("part"));
    Checkout checkout = new Checkout(top, keys);
    checkout.git("init", "-q", "-b", "main");
    Files.writeString(top.resolve("part/upper.sh"), "#!/bin/sh\n" + script + "\n");
    assertThat(top.resolve("part/upper.sh").toFile().setExecutable(true)).isTrue();
    Files.writeString(top.resolve("part/contract.yaml"), CONTRACT);
    checkout.git("add", "-A");
    checkout.git("commit", "-q", "-m", "first");
    return checkout;
  }

  Checkout cloned(Path other) throws Exception {
    git("clone", "-q", top.toString(), other.toString());
    return new Checkout(other, keys);
  }

  Request request() {
    List<String> self =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow(),
            VerifyProgram.class.getName());
    return Request.of(top.resolve("part"), top, new Request.Program("test", self, "./demarc", ""));
  }

  Request allowingDirty() {
    Request plain = request();
    return new Request(
        plain.component(),
        Optional.empty(),
        "HEAD",
        Optional.empty(),
        Optional.empty(),
        true,
        plain.cwd(),
        plain.program());
  }

  PipelineResult run(Request request) throws InterruptedException {
    return Pipeline.run(request, Listener.silent(), keys);
  }

  void git(String... arguments) throws Exception {
    Tool.Result result =
        Tool.of("git")
            .in(top)
            .with("GIT_AUTHOR_NAME", "A")
            .with("GIT_AUTHOR_EMAIL", "a@example.org")
            .with("GIT_COMMITTER_NAME", "A")
            .with("GIT_COMMITTER_EMAIL", "a@example.org")
            .with("GIT_AUTHOR_DATE", "2026-01-02T03:04:05Z")
            .with("GIT_COMMITTER_DATE", "2026-01-02T03:04:05Z")
            .run(arguments);
    assertThat(result.ok()).as(result.problem()).isTrue();
  }

  /** Files that a killed run would have left half-written. */
  List<Path> halfWritten() throws Exception {
    try (Stream<Path> files = Files.walk(top.resolve(".demarc"))) {
      return files.filter(file -> file.getFileName().toString().endsWith(".tmp")).toList();
    }
  }
}
