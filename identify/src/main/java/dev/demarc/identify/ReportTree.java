// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lays a report out as the tree that its JSON has: one object a finding, place and words together.
 */
final class ReportTree {
  private ReportTree() {}

  static Map<String, Object> of(IdentifyReport report) {
    Map<String, Object> tree = new LinkedHashMap<>();
    Settings settings = report.settings();
    tree.put("schema", IdentifyReport.SCHEMA);
    tree.put(
        "tool",
        object("name", "demarc", "version", settings.version(), "catalogue", report.catalogue()));
    tree.put("settings", settings(report));
    report.examined().at().ifPresent(at -> tree.put("at", at.toString()));
    tree.put("inputs", report.inputs().stream().map(ReportTree::source).toList());
    tree.put("leftOut", report.leftOut().stream().map(ReportTree::leftOut).toList());
    tree.put("counts", counts(report));
    tree.put("findings", report.findings().stream().map(ReportTree::finding).toList());
    Examined examined = report.examined();
    tree.put("undecided", examined.undecided().stream().map(ForensicTree::undecided).toList());
    tree.put("ruledOut", examined.ruledOut().stream().map(ForensicTree::ruledOut).toList());
    tree.put("subjects", examined.subjects().stream().map(ForensicTree::subject).toList());
    tree.put("components", report.components().stream().map(ReportTree::component).toList());
    tree.put("problems", report.problems().stream().map(ReportTree::problem).toList());
    tree.put("suppressed", report.suppressed().stream().map(ReportTree::finding).toList());
    tree.put("baseline", baseline(report));
    return tree;
  }

  private static Map<String, Object> baseline(IdentifyReport report) {
    return object(
        "file",
        report.settings().baseline().map(Baseline::name).orElse(null),
        "known",
        report.known().size(),
        "gone",
        report.gone());
  }

  private static Map<String, Object> source(IdentifyReport.Source source) {
    return object(
        "id", source.id(),
        "name", source.name(),
        "kind", source.kind(),
        "digest", source.digest(),
        "files", source.files(),
        "bytes", source.bytes());
  }

  private static Map<String, Object> settings(IdentifyReport report) {
    Settings settings = report.settings();
    Map<String, Object> tree =
        object(
            "failOn",
            settings.failOn().map(Severity::word).orElse("never"),
            "maturity",
            settings.maturities().stream().map(Maturity::word).toList(),
            "redaction",
            "on");
    report.unchanged().ifPresent(one -> tree.put("changedSince", one.since()));
    settings.requestCost().ifPresent(one -> tree.put("requestCpu", one.cpu().toNanos() / 1e6));
    return tree;
  }

  private static Map<String, Object> leftOut(LeftOut leftOut) {
    Map<String, Object> tree = object("reason", leftOut.reason(), "files", leftOut.files());
    if (leftOut.more()) {
      tree.put("more", true);
    }
    return tree;
  }

  private static Map<String, Object> counts(IdentifyReport report) {
    Map<String, Object> bySeverity = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      bySeverity.put(severity.word(), report.count(severity));
    }
    Map<String, Object> tree = object("findings", bySeverity);
    report.unchanged().ifPresent(one -> tree.put("unchanged", one.findings()));
    tree.putAll(
        object(
            "undecided",
            report.examined().undecided().size(),
            "ruledOut",
            report.examined().ruledOut().size(),
            "suppressed",
            report.suppressed().size() - report.known().size(),
            "baseline",
            report.known().size(),
            "problems",
            report.problems().size()));
    return tree;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> tree =
        object(
            "rule", finding.rule().toString(),
            "severity", finding.severity().word(),
            "maturity", finding.maturity().word(),
            "message", finding.message());
    finding.defaultSeverity().ifPresent(own -> tree.put("defaultSeverity", own.word()));
    if (finding.circumstances().isPresent()) {
      ForensicTree.put(tree, finding.circumstances().get().spot());
    } else {
      put(tree, finding.place());
    }
    tree.put("fingerprint", finding.fingerprint());
    tree.put("evidence", finding.evidence().stream().map(ReportTree::fact).toList());
    tree.put("why", finding.why());
    tree.put("fix", fix(finding.fix()));
    tree.put("docs", finding.docs());
    finding
        .suppressed()
        .ifPresent(by -> {
          Map<String, Object> inner = object("by", by.by(), "reason", by.reason());
          by.until().ifPresent(day -> inner.put("until", day.toString()));
          tree.put("suppressed", inner);
        });
    if (finding.baseline()) {
      tree.put("baseline", true);
    }
    finding.circumstances().ifPresent(these -> ForensicTree.put(tree, these));
    return tree;
  }

  private static Map<String, Object> fix(Fix fix) {
    Map<String, Object> tree = object("text", fix.text());
    if (!fix.edits().isEmpty()) {
      List<Object> edits = new ArrayList<>();
      for (Fix.Edit edit : fix.edits()) {
        Map<String, Object> one = new LinkedHashMap<>();
        put(one, edit.place());
        one.put("newText", edit.newText());
        edits.add(one);
      }
      tree.put("edits", edits);
    }
    return tree;
  }

  static Map<String, Object> fact(Fact fact) {
    Map<String, Object> tree = object("kind", fact.kind(), "text", fact.text());
    fact.place()
        .ifPresent(place -> {
          tree.put("file", place.file());
          tree.put("line", place.line());
          tree.put("column", place.column());
        });
    fact.spot().ifPresent(spot -> ForensicTree.put(tree, spot));
    return tree;
  }

  private static Map<String, Object> component(ForeignComponent component) {
    Map<String, Object> tree = new LinkedHashMap<>();
    component.command().ifPresent(command -> tree.put("command", command));
    tree.put("kind", component.kind());
    tree.put("known", component.known());
    put(tree, component.place());
    tree.put("how", component.how());
    tree.put("function", component.function());
    tree.put("text", component.text());
    component.script().ifPresent(script -> tree.put("script", script));
    return tree;
  }

  private static Map<String, Object> problem(Problem problem) {
    Map<String, Object> tree = object("file", problem.file());
    if (problem.line() > 0) {
      tree.put("line", problem.line());
    }
    tree.put("problem", problem.problem());
    tree.put("text", problem.text());
    tree.put("lost", problem.lost());
    return tree;
  }

  private static void put(Map<String, Object> tree, Place place) {
    tree.put("file", place.file());
    tree.put("line", place.line());
    tree.put("column", place.column());
    tree.put("endLine", place.endLine());
    tree.put("endColumn", place.endColumn());
  }

  @SuppressWarnings("NullAway") // JSON has null: baseline.file of a run without a baseline
  static Map<String, Object> object(@Nullable Object... namesAndValues) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      tree.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return tree;
  }
}
