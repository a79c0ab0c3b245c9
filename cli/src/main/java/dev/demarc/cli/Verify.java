// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.pipeline.sign.KeyRing;
import dev.demarc.pipeline.verify.LayoutVerifier;
import dev.demarc.pipeline.verify.VerifyReport;
import dev.demarc.report.Style;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code verify LAYOUT}. */
final class Verify implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(Options.file("LAYOUT", "an OCI layout on disk"))
        .addOption(
            Options.value(
                "--key", "FILE", "PEM with the public key; by default your development key"))
        .addOption(Options.value("--log", "DIR", "the log, to check that it holds the statements"))
        .addOption(Options.format());
  }

  @Override
  public Exit run(ParseResult given, Session session) throws NoSuchFileException {
    boolean json = Options.json(given);
    String name = given.matchedPositionalValue(0, "");
    if (!Files.isDirectory(session.path(name))) {
      throw Options.missing(name, session.path(name));
    }
    String key = given.matchedOptionValue("--key", "");
    String log = given.matchedOptionValue("--log", "");
    Path publicKey =
        key.isEmpty()
            ? KeyRing.defaultFolder(session.env()).resolve("dev-key.pub")
            : session.path(key);
    VerifyReport report =
        LayoutVerifier.verify(
            session.path(name),
            publicKey,
            log.isEmpty() ? Optional.empty() : Optional.of(session.path(log)));
    if (json) {
      session.console().text(report.json() + "\n");
    } else {
      text(report, session.console());
    }
    return Exit.of(report.ending());
  }

  private static void text(VerifyReport report, Console console) {
    Style style = console.outStyle();
    for (VerifyReport.Check check : report.checks()) {
      console.line(
          "  "
              + style.mark(check.verdict())
              + Style.pad(check.name(), 17)
              + " "
              + style.paint(Style.of(check.verdict()), Style.pad(check.verdict().text(), 9))
              + "  "
              + Style.safe(check.detail()));
    }
    console.line(
        switch (report.ending()) {
          case VERIFIED -> style.paint(Style.Paint.GOOD, "verified") + " " + report.artifact();
          case BROKEN -> style.paint(Style.Paint.BAD, "does not verify");
          case CANNOT -> style.paint(Style.Paint.OPEN, "cannot be said: something is missing");
        });
    if (report.ending() == VerifyReport.Ending.CANNOT) {
      console.note(
          "What to do: name a whole OCI layout (pipeline run writes .demarc/layout/NAME), and with"
              + " --key the public key of who signed it");
    }
  }
}
