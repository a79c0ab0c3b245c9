// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import dev.demarc.identify.Engine;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code explain ID}: the page of a risk, or of one of its rules. */
final class Explain implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(
            Options.file("ID", "a risk, or a rule of it: process-boundary/no-wait-delay"));
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException {
    String id = given.matchedPositionalValue(0, "").replace('#', '/').replaceFirst("^risks/", "");
    int slash = id.indexOf('/');
    String risk = slash < 0 ? id : id.substring(0, slash);
    List<Risk> risks = Engine.installed(Settings.standard(Version.TEXT, LocalDate.EPOCH)).risks();
    Risk found =
        risks.stream()
            .filter(one -> one.id().equals(risk))
            .findFirst()
            .orElseThrow(() -> unknown(id, risks));
    if (slash >= 0 && found.rules().stream().noneMatch(rule -> rule.id().toString().equals(id))) {
      throw unknown(id, risks);
    }
    String page = page(found);
    session.console().text(slash < 0 ? page : section(page, id.substring(slash + 1)));
    return Exit.PASS;
  }

  private static String page(Risk risk) throws IOException {
    try (InputStream in = risk.getClass().getResourceAsStream("README.md")) {
      if (in == null) {
        throw new IllegalStateException(risk.id() + " has no README.md in the jar");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      int end = text.startsWith("---\n") ? text.indexOf("\n---\n", 4) : -1;
      return end < 0 ? text : text.substring(end + "\n---\n".length()).stripLeading(); // no header
    }
  }

  /** The part under the heading that names the rule; the whole page when there is none. */
  private static String section(String page, String rule) {
    List<String> lines = page.lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      if (lines.get(at).matches("#+ .*\\b" + rule + "\\b.*")) {
        String marks = lines.get(at).substring(0, lines.get(at).indexOf(' '));
        int end = at + 1;
        while (end < lines.size() && !lines.get(end).matches("#{1," + marks.length() + "} .*")) {
          end++;
        }
        return String.join("\n", lines.subList(at, end)).stripTrailing() + "\n";
      }
    }
    return page;
  }

  private static DemarcException unknown(String id, List<Risk> risks) {
    return new DemarcException(
        DemarcException.Kind.USAGE,
        "nothing is known under the id '" + id + "'",
        risks.stream()
            .flatMap(risk -> risk.rules().stream())
            .map(rule -> rule.id().toString())
            .sorted()
            .collect(Collectors.toList()),
        "give one of these, or a risk alone: "
            + risks.stream().map(Risk::id).collect(Collectors.joining(", ")));
  }
}
