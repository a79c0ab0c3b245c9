// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Place;
import dev.demarc.identify.Fact;
import dev.demarc.identify.Finding;
import dev.demarc.identify.Fix;
import dev.demarc.identify.Severity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One finding as a result of SARIF. */
final class SarifResult {
  /** The name of the folder that all paths are relative to. */
  static final String ROOT = "%SRCROOT%";

  private final Surroundings around;

  SarifResult(Surroundings around) {
    this.around = around;
  }

  void write(ObjectNode node, Finding finding, int rule) {
    node.put("ruleId", finding.rule().toString()).put("ruleIndex", rule);
    node.put("level", level(finding.severity()));
    node.putObject("message").put("text", finding.message());
    Fact deciding = finding.evidence().getFirst();
    ObjectNode place = node.putArray("locations").addObject().putObject("physicalLocation");
    physical(place, finding.place());
    if (!deciding.text().isEmpty()
        && finding.place().line()
            > 0) { // the line without its indentation, so not the region itself
      ObjectNode context = place.putObject("contextRegion");
      context.put("startLine", Math.max(1, finding.place().line()));
      context.putObject("snippet").put("text", deciding.text());
    }
    related(node, finding);
    node.putObject("partialFingerprints").put("demarc/v1", finding.fingerprint());
    fixes(node, finding.fix());
    suppressions(node, finding);
    ObjectNode properties = node.putObject("properties");
    properties.put("severity", finding.severity().word());
    finding.defaultSeverity().ifPresent(own -> properties.put("defaultSeverity", own.word()));
    properties.put("fix", finding.fix().text());
  }

  /** The level of a severity. */
  static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> "error";
      case MEDIUM -> "warning";
      case LOW, INFO -> "note";
    };
  }

  private void related(ObjectNode node, Finding finding) {
    List<Fact> more =
        finding.evidence().stream().skip(1).filter(fact -> fact.place().isPresent()).toList();
    if (more.isEmpty()) {
      return;
    }
    ArrayNode array = node.putArray("relatedLocations");
    int id = 1;
    for (Fact fact : more) {
      ObjectNode one = array.addObject();
      one.put("id", id++);
      physical(one.putObject("physicalLocation"), fact.place().orElseThrow());
      one.putObject("message").put("text", fact.text());
    }
  }

  private void physical(ObjectNode node, Place place) {
    artifact(node.putObject("artifactLocation"), around.path(place.file()));
    if (place.line() > 0) { // a binary file has none
      region(node.putObject("region"), place);
    }
  }

  static void artifact(ObjectNode node, String path) {
    node.put("uri", Uris.of(path)).put("uriBaseId", ROOT);
  }

  private static void region(ObjectNode node, Place place) {
    node.put("startLine", Math.max(1, place.line()))
        .put("startColumn", Math.max(1, place.column()));
    node.put("endLine", Math.max(1, place.endLine()))
        .put("endColumn", Math.max(1, place.endColumn()));
  }

  private void fixes(ObjectNode node, Fix fix) {
    if (fix.edits().isEmpty()) {
      return;
    }
    Map<String, List<Fix.Edit>> byFile = new LinkedHashMap<>();
    for (Fix.Edit edit : fix.edits()) {
      byFile.computeIfAbsent(edit.place().file(), file -> new ArrayList<>()).add(edit);
    }
    ObjectNode one = node.putArray("fixes").addObject();
    one.putObject("description").put("text", fix.text());
    ArrayNode changes = one.putArray("artifactChanges");
    byFile.forEach((file, edits) -> {
      ObjectNode change = changes.addObject();
      artifact(change.putObject("artifactLocation"), around.path(file));
      ArrayNode replacements = change.putArray("replacements");
      for (Fix.Edit edit : edits) {
        ObjectNode replacement = replacements.addObject();
        region(replacement.putObject("deletedRegion"), edit.place());
        replacement.putObject("insertedContent").put("text", edit.newText());
      }
    });
  }

  private void suppressions(ObjectNode node, Finding finding) {
    if (finding.suppressed().isEmpty() && !finding.baseline()) {
      return;
    }
    ArrayNode array = node.putArray("suppressions");
    finding
        .suppressed()
        .ifPresent(by -> {
          ObjectNode one = array.addObject().put("kind", "inSource");
          String until = by.until().map(day -> " until " + day).orElse("");
          one.put(
              "justification", by.by() + until + (by.reason().isEmpty() ? "" : ": " + by.reason()));
        });
    if (finding.baseline()) {
      array.addObject().put("kind", "external").put("justification", "in the project's baseline");
    }
  }
}
