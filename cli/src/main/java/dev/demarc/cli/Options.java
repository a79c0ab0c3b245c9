// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Options that several commands have, spelled once. */
final class Options {
  private Options() {}

  /** One file or folder that must be given. */
  static PositionalParamSpec file(String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index("0")
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  /** One name that may be left out. */
  static PositionalParamSpec optional(String label, String description) {
    return PositionalParamSpec.builder()
        .paramLabel(label)
        .index("0")
        .arity("0..1")
        .type(String.class)
        .description(description)
        .build();
  }

  /** {@code --format text|json}. */
  static OptionSpec format() {
    return value("--format", "text|json", "how the result is printed; text by default");
  }

  /** An option with one value. */
  static OptionSpec value(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .arity("1")
        .type(String.class)
        .description(description)
        .build();
  }

  /** An option with one value that may be given several times. */
  static OptionSpec values(String name, String label, String description) {
    return OptionSpec.builder(name)
        .paramLabel(label)
        .arity("1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .description(description)
        .build();
  }

  /** An option without a value. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name).arity("0").type(boolean.class).description(description).build();
  }

  /** What to throw when {@code file}, named {@code name} by the caller, is not what is needed. */
  static NoSuchFileException missing(String name, Path file) {
    String reason =
        Files.isDirectory(file) ? "is a folder" : Files.exists(file) ? "is no folder" : null;
    return new NoSuchFileException(name, null, reason);
  }

  /** Whether JSON is asked for. */
  static boolean json(ParseResult given) {
    String format = given.matchedOptionValue("--format", "text");
    return switch (format) {
      case "json" -> true;
      case "text" -> false;
      default ->
          throw new DemarcException(
              DemarcException.Kind.USAGE,
              "--format " + format + " is not known here",
              "write --format text or --format json");
    };
  }

  /** Whether a failure is to be told in JSON: it is all that was asked of standard output. */
  static boolean jsonFailure(ParseResult given) {
    Object format = given.matchedOptionValue("--format", (Object) "");
    return format.equals("json")
        || (format.equals(List.of("json")) && !given.hasMatchedOption("--output"));
  }
}
