// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.gosource.exec.ExecCall;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/** Trees of files for tests, and an engine with a rule that fires on every command. */
final class Trees {
  static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

  static final String SERVICE =
      """
      package main

      import "os/exec"

      func run() error {
      	return exec.Command("./jobs/normalize.sh", "-v").Run()
      }
      """;

  private Trees() {}

  static void write(Path root, String path, String text) throws IOException {
    write(root, path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  static void write(Path root, String path, byte[] bytes) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  static Engine engine() {
    return engine(Settings.standard("test", TODAY));
  }

  static Engine engine(Settings settings) {
    return Engine.of(
        settings, List.of(new Toy("toy", List.of(new Fires("toy/command", Severity.HIGH)))));
  }

  record Toy(String id, List<Rule> rules) implements Risk {
    @Override
    public String title() {
      return "Toy";
    }
  }

  /** Fires at every command of the Go source. */
  record Fires(String name, Severity severity) implements Rule {
    @Override
    public RuleId id() {
      return RuleId.of(name);
    }

    @Override
    public Maturity maturity() {
      return Maturity.INCUBATING;
    }

    @Override
    public String why() {
      return "Toy.";
    }

    @Override
    public String fix() {
      return "None.";
    }

    @Override
    public Stream<Match> findIn(Evidence evidence) {
      return evidence
          .of(ExecCall.class)
          .map(call -> Match.at(call.call().place(), "A command is made."));
    }
  }
}
