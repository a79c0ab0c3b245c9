// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.identify.Engine;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import dev.demarc.report.identify.IdentifyJson;
import dev.demarc.report.identify.IdentifyText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code identify [PATH]}. */
final class Identify implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("PATH")
                .index("0")
                .arity("0..1")
                .type(String.class)
                .description("a source tree or one file; the current folder by default")
                .build())
        .addOption(
            Options.value(
                "--fail-on",
                "SEVERITY",
                "critical, high, medium, low, info or never: exit 1 when a finding reaches it; high by default"))
        .addOption(Options.value("--maturity", "sandbox", "also rules not yet judged on real code"))
        .addOption(Options.flag("--strict", "a file that could not be read whole makes exit 3"))
        .addOption(Options.format());
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException {
    String name = given.matchedPositionalValue(0, ".");
    Path input = session.path(name);
    if (!Files.exists(input)) {
      throw new NoSuchFileException(name);
    }
    boolean json = Options.json(given);
    Settings settings = settings(given);
    if (!Files.isReadable(input)) {
      session.console().failure(name + ": cannot be read", java.util.List.of(), "");
      return Exit.UNDECIDED;
    }
    IdentifyReport report = Engine.installed(settings).identify(input, shown(session, input));
    if (json) {
      session.console().text(IdentifyJson.of(report));
    } else {
      new IdentifyText(session.console().outStyle()).of(report).forEach(session.console()::line);
    }
    if (report.fails()) {
      return Exit.BROKEN;
    }
    return given.hasMatchedOption("--strict") && !report.problems().isEmpty()
        ? Exit.UNDECIDED
        : Exit.PASS;
  }

  /** Relative to the caller's folder; outside of it only the last element. */
  private static String shown(Session session, Path input) {
    Path whole = input.normalize();
    if (whole.equals(session.cwd())) {
      return ".";
    }
    Path last = whole.getFileName();
    return whole.startsWith(session.cwd())
        ? session.cwd().relativize(whole).toString()
        : last == null ? "/" : last.toString();
  }

  private static Settings settings(ParseResult given) {
    // suppressions expire by the calendar of UTC, so that two machines agree
    Settings standard = Settings.standard(Version.TEXT, LocalDate.now(ZoneOffset.UTC));
    String word = given.matchedOptionValue("--fail-on", "high");
    Settings settings =
        new Settings(standard.version(), threshold(word), standard.maturities(), standard.today());
    String maturity = given.matchedOptionValue("--maturity", "");
    return switch (maturity) {
      case "" -> settings;
      case "sandbox" -> settings.withSandbox();
      default ->
          throw new DemarcException(
              DemarcException.Kind.USAGE,
              "--maturity " + maturity + " is not known",
              "write --maturity sandbox, or leave it out");
    };
  }

  private static Optional<Severity> threshold(String word) {
    if (word.equals("never")) {
      return Optional.empty();
    }
    return Optional.of(
        Arrays.stream(Severity.values())
            .filter(severity -> severity.word().equals(word))
            .findFirst()
            .orElseThrow(() ->
                new DemarcException(
                    DemarcException.Kind.USAGE,
                    "--fail-on " + word + " is no severity",
                    "write critical, high, medium, low, info or never")));
  }
}
