// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.evidence.Problem;
import dev.demarc.identify.Baseline;
import dev.demarc.identify.ConfigurationException;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import dev.demarc.identify.forensics.Examination;
import dev.demarc.identify.forensics.Exhibit;
import dev.demarc.report.identify.Catalogue;
import dev.demarc.report.identify.Lines;
import dev.demarc.report.identify.Surroundings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code identify [INPUT]…}. */
final class Identify implements Verb {
  private static final String ARCHIVE = "archive";

  /** The rules take as long to load as a small capture to read. */
  private final Early<List<Risk>> risks = new Early<>("risks", Engine::installedRisks);

  @Override
  public void prepare() {
    risks.begin();
  }

  @Override
  public CommandSpec spec() {
    return Outputs.addTo(CommandSpec.create())
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("INPUT")
                .index("0..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(
                    "a source tree, a capture (packets, a trace, a dump, a log), the folder of a journal, pid:N, container:ID, host, a bundle, or - for standard input; captures are judged together, and a manifest with the process that it declares; the current folder by default")
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
        .addOption(
            Options.value(
                "--for",
                "TIME",
                "how long to look at a pid, container or host (12s by default), or at a journal and the notes of its reader"))
        .addOption(
            Options.value("--every", "TIME", "how often to look in that time; twice by default"))
        .addOption(
            Options.value(
                "--request-cpu",
                "TIME",
                "CPU time of one request, as 12ms: whether the quota of one period carries it"))
        .addOption(
            Options.flag(
                "--strict", "what could not be read whole, or not be decided, makes exit 3"));
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException, InterruptedException {
    Outputs outputs = Outputs.of(given);
    try (IdentifyInputs inputs = new IdentifyInputs()) {
      inputs.add(given, session);
      List<Path> trees = inputs.trees();
      Path first = trees.isEmpty() ? session.cwd() : trees.getFirst();
      Settings settings = IdentifyOptions.settings(given, first, session);
      Engine installed = Engine.of(settings, risks);
      Optional<IdentifyReport> report = Optional.empty();
      for (Path tree : trees) {
        Optional<String> unfit = unfit(tree);
        if (unfit.isPresent()) {
          session.console().failure(shown(session, tree) + ": " + unfit.get(), List.of(), "");
          return Exit.UNDECIDED;
        }
        IdentifyReport one =
            engine(installed, given, tree, session).identify(tree, shown(session, tree));
        List<Exhibit> inside = captures(one, tree, inputs, session);
        inputs.exhibits().addAll(inside);
        if (!inside.isEmpty()) {
          continue;
        }
        boolean isUnknown = isUnknown(one);
        Optional<Exhibit> manifest = inputs.manifest(tree, !isUnknown, session);
        manifest.ifPresent(inputs.exhibits()::add);
        if (isUnknown && manifest.isEmpty()) {
          inputs.exhibits().add(Exhibit.Recorded.of(IdentifyInputs.file(tree, session)));
        } else if (!isUnknown) {
          report = Optional.of(report.map(before -> before.and(one)).orElse(one));
        }
      }
      List<Misfit> misfits = archives(inputs);
      if (!inputs.exhibits().isEmpty() || !misfits.isEmpty()) {
        Examination examination = new Examination(settings, installed);
        IdentifyReport one =
            (outputs.isText() ? examination.withoutDigests() : examination)
                .of(inputs.exhibits(), inputs.problems());
        report = Optional.of(report.map(before -> before.and(one)).orElse(one));
      }
      IdentifyReport whole = report.orElseThrow();
      if (given.hasMatchedOption("--write-baseline")) {
        return writeBaseline(given.matchedOptionValue("--write-baseline", ""), whole, session);
      }
      print(whole, new Catalogue(installed.risks()), outputs, first, session);
      misfits.addAll(unknown(whole, inputs.exhibits(), session));
      misfits.forEach(
          one -> session.console().failure(one.file() + " " + one.what(), List.of(), one.remedy()));
      return exit(whole, given.hasMatchedOption("--strict"));
    } catch (ConfigurationException wrong) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, String.valueOf(wrong.getMessage()), wrong.remedy());
    }
  }

  /** A folder without sources may be one that somebody put captures into, or manifests. */
  private static List<Exhibit> captures(
      IdentifyReport one, Path tree, IdentifyInputs inputs, Session session) throws IOException {
    boolean isEmpty = one.inputs().stream().allMatch(in -> in.files() == 0);
    if (!isEmpty || !Files.isDirectory(tree)) {
      return List.of();
    }
    List<Exhibit> found = new ArrayList<>();
    try (Stream<Path> files = Files.list(tree)) {
      for (Path file : files.sorted().toList()) {
        Optional<Exhibit> inside =
            Files.isDirectory(file)
                ? StateLooks.once(file, session)
                : IdentifyInputs.capture(file, session);
        if (inside.isEmpty() && !Files.isDirectory(file)) {
          inside = inputs.manifest(file, false, session);
        }
        inside.ifPresent(found::add);
      }
    }
    return found;
  }

  /** A file that no reader of source files takes, and no reader of captures knew by content. */
  private static boolean isUnknown(IdentifyReport one) {
    return one.problems().isEmpty()
        && one.inputs().stream().allMatch(in -> in.kind().equals("file") && in.files() == 0);
  }

  /** Takes archives out of what is examined: read as one text they would say what is not so. */
  private static List<Misfit> archives(IdentifyInputs inputs) throws IOException {
    List<Misfit> found = new ArrayList<>();
    for (Exhibit exhibit : List.copyOf(inputs.exhibits())) {
      if (exhibit instanceof Exhibit.Recorded capture) {
        Optional<Misfit> archive = Misfit.archive(capture.file());
        archive.ifPresent(one -> {
          inputs.exhibits().remove(exhibit);
          inputs
              .problems()
              .add(new Problem(one.file(), 0, ARCHIVE, one.remedy(), "the whole file"));
          found.add(one);
        });
      }
    }
    return found;
  }

  /** What those are that no reader knew. */
  private static List<Misfit> unknown(
      IdentifyReport report, List<Exhibit> exhibits, Session session) throws IOException {
    List<Misfit> found = new ArrayList<>();
    for (Exhibit exhibit : exhibits) {
      boolean isUnknown =
          report.inputs().stream()
              .anyMatch(one -> one.kind().equals("unknown") && one.name().equals(exhibit.name()));
      if (isUnknown && exhibit instanceof Exhibit.Recorded capture) {
        Misfit.in(capture.file(), session.program()).ifPresent(found::add);
      }
    }
    return found;
  }

  private static Optional<String> unfit(Path input) {
    if (!Files.isDirectory(input) && !Files.isRegularFile(input)) { // a pipe may never end
      return Optional.of("is neither a folder nor a file");
    }
    return Files.isReadable(input) ? Optional.empty() : Optional.of("cannot be read");
  }

  private static Engine engine(Engine installed, ParseResult given, Path input, Session session)
      throws IOException, InterruptedException {
    Engine engine = installed;
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
  private static void print(
      IdentifyReport report, Catalogue catalogue, Outputs outputs, Path input, Session session)
      throws IOException {
    Path root = Files.isDirectory(input) ? input : input.resolveSibling(".");
    for (Outputs.Output output : outputs.all()) {
      Surroundings around =
          new Surroundings(
              catalogue,
              session.program(),
              below(session, root),
              Outputs.style(output, session),
              Lines.below(root));
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

  /** An input that the user named must give something; a file below a folder need not. */
  private static Exit exit(IdentifyReport report, boolean strict) {
    if (report.fails()) {
      return Exit.BROKEN;
    }
    boolean notRead =
        report.inputs().stream()
                .anyMatch(one -> one.files() == 0 && !one.kind().equals("directory"))
            || report.problems().stream().anyMatch(one -> one.problem().equals(ARCHIVE));
    boolean open = !report.problems().isEmpty() || !report.examined().undecided().isEmpty();
    return (notRead && !report.problems().isEmpty()) || (strict && open)
        ? Exit.UNDECIDED
        : Exit.PASS;
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
