// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.identify.Baseline;
import dev.demarc.identify.ConfigurationException;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Settings;
import dev.demarc.report.identify.Catalogue;
import dev.demarc.report.identify.Lines;
import dev.demarc.report.identify.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code identify [PATH]}. */
final class Identify implements Verb {
  @Override
  public CommandSpec spec() {
    return Outputs.addTo(CommandSpec.create())
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
        .addOption(
            Options.values("--rule", "RULE", "only this rule (risk/rule) or risk; several times"))
        .addOption(
            Options.values(
                "--exclude", "PATTERN", "leave these files out, as .gitignore does; several times"))
        .addOption(Options.value("--baseline", "FILE", "do not count the findings that FILE lists"))
        .addOption(
            Options.value("--write-baseline", "FILE", "list today's findings in FILE, and end 0"))
        .addOption(
            Options.value(
                "--config", "FILE", "settings; by default .demarc.yaml of the tree, or above it"))
        .addOption(
            Options.value(
                "--changed-since",
                "REV",
                "only what is about files that differ from this revision of git"))
        .addOption(Options.flag("--no-cache", "look at every file, and keep nothing for next time"))
        .addOption(Options.flag("--strict", "a file that could not be read whole makes exit 3"));
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException, InterruptedException {
    String name = given.matchedPositionalValue(0, ".");
    Path input = session.path(name);
    if (!Files.exists(input)) {
      throw new NoSuchFileException(name);
    }
    if (!Files.isDirectory(input) && !Files.isRegularFile(input)) { // a pipe may never end
      session.console().failure(name + ": is neither a folder nor a file", List.of(), "");
      return Exit.UNDECIDED;
    }
    Outputs outputs = Outputs.of(given);
    try {
      Settings settings = IdentifyOptions.settings(given, input, session);
      if (!Files.isReadable(input)) {
        session.console().failure(name + ": cannot be read", List.of(), "");
        return Exit.UNDECIDED;
      }
      IdentifyReport report =
          engine(settings, given, input, session).identify(input, shown(session, input));
      if (given.hasMatchedOption("--write-baseline")) {
        return writeBaseline(given.matchedOptionValue("--write-baseline", ""), report, session);
      }
      print(report, outputs, input, session);
      return exit(report, input, given.hasMatchedOption("--strict"));
    } catch (ConfigurationException wrong) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, String.valueOf(wrong.getMessage()), wrong.remedy());
    }
  }

  private static Engine engine(Settings settings, ParseResult given, Path input, Session session)
      throws IOException, InterruptedException {
    Engine engine = Engine.installed(settings);
    if (given.hasMatchedOption("--changed-since")) {
      if (given.hasMatchedOption("--write-baseline")) {
        throw new ConfigurationException(
            "--write-baseline lists all findings, --changed-since not", "leave one of the two out");
      }
      String revision = given.matchedOptionValue("--changed-since", "");
      engine = engine.changed(ChangedFiles.since(revision, input));
    }
    return given.hasMatchedOption("--no-cache")
        ? engine
        : IdentifyOptions.cache(session).map(engine::keeping).orElse(engine);
  }

  /** Files first: whoever reads the text to its end finds them there. */
  private static void print(IdentifyReport report, Outputs outputs, Path input, Session session)
      throws IOException {
    Catalogue catalogue = new Catalogue(Engine.installed(report.settings()).risks());
    Path root = Files.isDirectory(input) ? input : input.resolveSibling(".");
    for (Outputs.Output output : outputs.all()) {
      Surroundings around =
          new Surroundings(
              catalogue, below(session, root), Outputs.style(output, session), Lines.below(root));
      String text = output.format().of(report, around);
      if (output.file().isPresent()) {
        WholeText.write(session.path(output.file().get()), text);
      } else {
        session.console().text(text);
      }
    }
  }

  /** The folder of the input as the caller sees it; nothing when it lies elsewhere. */
  private static String below(Session session, Path root) {
    Path whole = root.normalize();
    return whole.startsWith(session.cwd()) && !whole.equals(session.cwd())
        ? session.cwd().relativize(whole).toString().replace('\\', '/') + "/"
        : "";
  }

  /** A file that is the whole input must be readable; one among others need not. */
  private static Exit exit(IdentifyReport report, Path input, boolean strict) {
    if (report.fails()) {
      return Exit.BROKEN;
    }
    boolean notRead =
        Files.isRegularFile(input) && report.inputs().stream().allMatch(one -> one.files() == 0);
    return !report.problems().isEmpty() && (strict || notRead) ? Exit.UNDECIDED : Exit.PASS;
  }

  /** The findings that a baseline knew before stay in it as long as they are there. */
  private static Exit writeBaseline(String name, IdentifyReport report, Session session)
      throws IOException {
    List<Finding> all = new ArrayList<>(report.findings());
    all.addAll(report.known());
    Path file = session.path(name);
    Path beside = Files.createTempFile(file.toAbsolutePath().getParent(), ".demarc", ".tmp");
    try {
      Files.writeString(beside, Baseline.text(all));
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(beside);
    }
    session.console().line(name + ": " + all.size() + " findings; commit it");
    return Exit.PASS;
  }

  /** Relative to the caller's folder; outside of it only the last element. */
  static String shown(Session session, Path input) {
    Path whole = input.normalize();
    if (whole.equals(session.cwd())) {
      return ".";
    }
    Path last = whole.getFileName();
    return whole.startsWith(session.cwd())
        ? session.cwd().relativize(whole).toString()
        : last == null ? "/" : last.toString();
  }
}
