// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import dev.demarc.identify.Settings;
import dev.demarc.report.identify.Catalogue;
import dev.demarc.report.identify.IdentifySchema;
import dev.demarc.report.identify.RiskPageText;
import dev.demarc.report.identify.RulesTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain [ID]}: all rules, or the page of a risk or of one of its rules. */
final class Explain implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(
            Options.optional(
                "ID", "a risk, or a rule of it: process-boundary/no-wait-delay; all by default"))
        .addOption(
            Options.value("--schema", "identify", "the JSON Schema of identify --format json"));
  }

  @Override
  public Exit run(ParseResult given, Session session) {
    if (given.hasMatchedOption("--schema")) {
      session.console().text(schema(given.matchedOptionValue("--schema", "")));
      return Exit.PASS;
    }
    Catalogue catalogue = catalogue();
    String id = given.matchedPositionalValue(0, "").replace('#', '/').replaceFirst("^risks/", "");
    if (id.isEmpty()) {
      new RulesTable(catalogue)
          .lines(session.console().outStyle())
          .forEach(session.console()::line);
    } else {
      page(id, catalogue, new RiskPageText(session.console().outStyle()))
          .forEach(session.console()::line);
    }
    return Exit.PASS;
  }

  /** The risks that are installed. */
  static Catalogue catalogue() {
    return new Catalogue(
        Engine.installed(Settings.standard(Version.TEXT, LocalDate.EPOCH)).risks());
  }

  private static String schema(String name) {
    if (!name.equals("identify")) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, "no schema is called " + name, "write --schema identify");
    }
    return IdentifySchema.text();
  }

  private static List<String> page(String id, Catalogue catalogue, RiskPageText text) {
    int slash = id.indexOf('/');
    Risk found =
        catalogue
            .risk(slash < 0 ? id : id.substring(0, slash))
            .orElseThrow(() -> unknown(id, catalogue));
    if (slash < 0) {
      return text.of(catalogue.page(found).text());
    }
    Rule rule =
        found.rules().stream()
            .filter(one -> one.id().toString().equals(id))
            .findFirst()
            .orElseThrow(() -> unknown(id, catalogue));
    return text.of(rule, catalogue.page(found).section(rule.id().rule()));
  }

  private static DemarcException unknown(String id, Catalogue catalogue) {
    List<String> known = new ArrayList<>();
    for (Risk risk : catalogue.risks()) {
      known.add(risk.id());
      risk.rules().forEach(rule -> known.add(rule.id().toString()));
    }
    List<String> near = Near.names(id, known);
    return new DemarcException(
        DemarcException.Kind.USAGE,
        "nothing is known under the id '" + id + "'",
        near.isEmpty()
            ? "demarc explain lists all"
            : "perhaps you mean " + String.join(" or ", near) + "; demarc explain lists all");
  }
}
