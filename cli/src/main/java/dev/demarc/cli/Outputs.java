// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.report.Style;
import dev.demarc.report.identify.IdentifyFormat;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Which forms a report takes and where each goes. {@code --format} names a form, the {@code -o}
 * behind it its file; without one it goes to standard output, of which there is one. When every
 * form has a file, the text goes to standard output: a log without words helps nobody.
 *
 * @param all in the order in which they are written
 */
record Outputs(List<Output> all) {
  private static final String FORMAT = "--format";
  private static final String FILE = "--output";

  /**
   * One form and its place.
   *
   * @param file as the caller wrote it; empty for standard output
   */
  record Output(IdentifyFormat format, Optional<String> file) {}

  /** True when a terminal's text is all that is asked for. */
  boolean isText() {
    return all.stream().allMatch(one -> one.format() == IdentifyFormat.TEXT);
  }

  static CommandSpec addTo(CommandSpec spec) {
    return spec.addOption(
            Options.values(
                FORMAT,
                "FORMAT",
                String.join(", ", IdentifyFormat.words()) + "; several times, each with its -o"))
        .addOption(
            OptionSpec.builder("-o", FILE)
                .paramLabel("FILE")
                .arity("1")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("where the format before it goes; - is standard output")
                .build());
  }

  static Outputs of(ParseResult given) {
    List<String> none = List.of();
    Iterator<String> formats = given.matchedOptionValue(FORMAT, none).iterator();
    Iterator<String> files = given.matchedOptionValue(FILE, none).iterator();
    List<Output> all = new ArrayList<>();
    boolean open = false; // the last format has no file yet
    for (OptionSpec option : given.matchedOptions()) {
      switch (option.longestName()) {
        case FORMAT -> {
          all.add(new Output(format(formats.next()), Optional.empty()));
          open = true;
        }
        case FILE -> {
          String file = files.next();
          IdentifyFormat format = open ? all.removeLast().format() : byEnding(file);
          all.add(new Output(format, file.equals("-") ? Optional.empty() : Optional.of(file)));
          open = false;
        }
        default -> {}
      }
    }
    return new Outputs(withText(all));
  }

  private static List<Output> withText(List<Output> all) {
    List<String> out =
        all.stream()
            .filter(one -> one.file().isEmpty())
            .map(one -> "--format " + one.format().word())
            .toList();
    if (out.size() > 1) {
      throw usage(
          String.join(" and ", out) + " cannot both go to standard output",
          "give all but one a file: --format sarif -o demarc.sarif");
    }
    if (out.isEmpty()) {
      all.add(new Output(IdentifyFormat.TEXT, Optional.empty()));
    }
    // files first: the text ends a log
    all.sort((one, other) -> Boolean.compare(one.file().isEmpty(), other.file().isEmpty()));
    return List.copyOf(all);
  }

  private static IdentifyFormat format(String word) {
    return IdentifyFormat.named(word)
        .orElseThrow(() ->
            usage(
                "--format " + word + " is not known here",
                "write one of " + String.join(", ", IdentifyFormat.words())));
  }

  private static IdentifyFormat byEnding(String file) {
    return IdentifyFormat.ofFile(file)
        .orElseThrow(() ->
            usage(
                "-o " + file + " does not say in which format",
                "write --format FORMAT before it, or end it in .json, .sarif, .md, .xml, .html"));
  }

  /** How a form looks: only text on the screen has colour. */
  static Style style(Output output, Session session) {
    return output.file().isEmpty() ? session.console().outStyle() : Style.PLAIN;
  }

  private static DemarcException usage(String what, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, what, remedy);
  }
}
