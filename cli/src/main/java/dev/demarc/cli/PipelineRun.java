// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.pipeline.Pipeline;
import dev.demarc.pipeline.PipelineResult;
import dev.demarc.pipeline.Request;
import dev.demarc.pipeline.sign.KeyRing;
import dev.demarc.report.run.RunHtml;
import dev.demarc.report.run.RunJson;
import dev.demarc.report.run.RunText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code pipeline run DIR}. */
final class PipelineRun implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(Options.file("DIR", "folder of the component, in a git repository"))
        .addOption(
            Options.value("--contract", "FILE", "the contract; by default the one in the folder"))
        .addOption(
            Options.value(
                "--key", "FILE", "PEM with a PKCS#8 P-256 key; by default your development key"))
        .addOption(
            Options.value(
                "--layout", "DIR", "where the OCI layout goes; .demarc/layout/NAME by default"))
        .addOption(
            Options.flag(
                "--allow-dirty", "package a working copy that differs from the commit; no release"))
        .addOption(
            Options.value(
                "--report", "FILE", "where the HTML report goes; beside the stages by default"))
        .addOption(Options.format());
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException, InterruptedException {
    boolean json = Options.json(given);
    Request request =
        new Request(
            session.path(given.matchedPositionalValue(0, ".")).normalize(),
            path(given, session, "--contract"),
            "HEAD",
            path(given, session, "--key"),
            path(given, session, "--layout"),
            given.hasMatchedOption("--allow-dirty"),
            session.cwd(),
            new Request.Program(Version.TEXT, session.self(), session.program(), session.build()));
    PipelineResult result =
        Pipeline.run(
            request,
            new StageProgress(session.console(), json),
            KeyRing.defaultFolder(session.env()));
    Path report =
        path(given, session, "--report").orElse(result.runFolder().resolve("report.html"));
    WholeText.write(report, RunHtml.of(result.view()));
    if (json) {
      session.console().text(RunJson.of(result.view()));
    } else {
      new RunText(session.console().outStyle())
          .summary(result.view(), Optional.of(session.shown(report)))
          .forEach(session.console()::line);
    }
    return Exit.of(result.ending());
  }

  private static Optional<Path> path(ParseResult given, Session session, String option) {
    String value = given.matchedOptionValue(option, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(session.path(value).normalize());
  }
}
