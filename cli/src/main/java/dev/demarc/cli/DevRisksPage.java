// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.report.identify.RulesTable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code dev risks-page}: docs/risks.md, from the catalogue. */
final class DevRisksPage implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create();
  }

  @Override
  public Exit run(ParseResult given, Session session) {
    session.console().text(new RulesTable(Explain.catalogue()).markdown());
    return Exit.PASS;
  }
}
