// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Durations;
import dev.demarc.identify.Baseline;
import dev.demarc.identify.Choices;
import dev.demarc.identify.Configuration;
import dev.demarc.identify.IdentifyCache;
import dev.demarc.identify.RequestCost;
import dev.demarc.identify.Settings;
import dev.demarc.identify.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.ParseResult;

/** The settings of identify: the options, on top of what the tree's configuration says. */
final class IdentifyOptions {
  private static final String REQUEST_CPU = "--request-cpu";

  /** Who says what a request costs asks this rule, whatever its maturity. */
  private static final String OF_REQUESTS = "cpu-quota/quota-under-burst";

  private IdentifyOptions() {}

  static Settings settings(ParseResult given, Path input, Session session) throws IOException {
    // suppressions expire by the calendar of UTC, so that two machines agree
    Settings settings = Settings.standard(Version.TEXT, LocalDate.now(ZoneOffset.UTC));
    Optional<Path> file = configuration(given, input, session);
    if (file.isPresent()) {
      settings = configured(settings, file.get(), session);
    }
    if (given.hasMatchedOption("--fail-on")) {
      settings = settings.failingOn(threshold(given.matchedOptionValue("--fail-on", "")));
    }
    if (given.hasMatchedOption("--maturity")) {
      settings = maturity(given.matchedOptionValue("--maturity", ""), settings);
    }
    settings = choices(given, settings);
    if (given.hasMatchedOption(REQUEST_CPU)) {
      settings =
          settings
              .stating(requestCost(given.matchedOptionValue(REQUEST_CPU, "")))
              .choosing(settings.choices().running(OF_REQUESTS));
    }
    return baseline(given, session, settings);
  }

  private static RequestCost requestCost(String text) {
    try {
      return new RequestCost(Durations.parse(text));
    } catch (IllegalArgumentException wrong) {
      throw usage(
          REQUEST_CPU + " " + wrong.getMessage(), "write what one request costs, such as 12ms");
    }
  }

  private static Optional<Path> configuration(ParseResult given, Path input, Session session)
      throws IOException {
    if (!given.hasMatchedOption("--config")) {
      return Configuration.find(input);
    }
    String name = given.matchedOptionValue("--config", "");
    Path file = session.path(name);
    if (!Files.isRegularFile(file)) {
      throw Options.missing(name, file);
    }
    return Optional.of(file);
  }

  private static Settings configured(Settings settings, Path file, Session session)
      throws IOException {
    Configuration configuration = Configuration.read(file, Identify.shown(session, file));
    Settings result = configuration.over(settings);
    Optional<Path> baseline = configuration.baseline().map(file::resolveSibling);
    if (baseline.isPresent()) {
      String name = Identify.shown(session, baseline.get());
      if (!Files.isRegularFile(baseline.get())) {
        throw usage(
            name
                + ": no such file, and "
                + Identify.shown(session, file)
                + " names it as the baseline",
            "make it with --write-baseline " + name + ", or take the line out");
      }
      result = result.knowing(Baseline.read(baseline.get(), name));
    }
    return result;
  }

  /** Where runs keep what they learn; a program whose exact build nobody knows keeps nothing. */
  static Optional<IdentifyCache> cache(Session session) {
    Map<String, String> env = session.env();
    Optional<Path> base =
        folder(env.getOrDefault("XDG_CACHE_HOME", ""))
            .or(() -> folder(env.getOrDefault("HOME", "")).map(home -> home.resolve(".cache")))
            .or(() -> folder(env.getOrDefault("LOCALAPPDATA", "")));
    return base.filter(_ -> !session.build().isEmpty())
        .map(cache ->
            new IdentifyCache(cache.resolve("demarc").resolve("identify"), session.build()));
  }

  private static Optional<Path> folder(String name) {
    try {
      return Optional.of(Path.of(name)).filter(Path::isAbsolute);
    } catch (InvalidPathException noPath) {
      return Optional.empty();
    }
  }

  private static Settings maturity(String word, Settings settings) {
    if (!word.equals("sandbox")) {
      throw usage(
          "--maturity " + word + " is not known", "write --maturity sandbox, or leave it out");
    }
    return settings.withSandbox();
  }

  private static Settings choices(ParseResult given, Settings settings) {
    List<String> rules = given.matchedOptionValue("--rule", List.of());
    Choices before = settings.choices();
    Settings chosen =
        rules.isEmpty()
            ? settings
            : settings.choosing(new Choices(before.byName(), new LinkedHashSet<>(rules)));
    List<String> patterns = new ArrayList<>(settings.exclude());
    List<String> more = given.matchedOptionValue("--exclude", List.of());
    patterns.addAll(more);
    return chosen.without(patterns);
  }

  private static Settings baseline(ParseResult given, Session session, Settings settings)
      throws IOException {
    String name = given.matchedOptionValue("--baseline", "");
    if (name.isEmpty()) {
      return settings;
    }
    Path file = session.path(name);
    if (!Files.isRegularFile(file)) {
      throw Options.missing(name, file);
    }
    return settings.knowing(Baseline.read(file, name));
  }

  private static Optional<Severity> threshold(String word) {
    if (word.equals("never")) {
      return Optional.empty();
    }
    return Optional.of(
        Severity.of(word)
            .orElseThrow(() ->
                usage(
                    "--fail-on " + word + " is no severity",
                    "write critical, high, medium, low, info or never")));
  }

  private static DemarcException usage(String message, String remedy) {
    return new DemarcException(DemarcException.Kind.USAGE, message, remedy);
  }
}
