// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Spot;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lays out what only captures and running hosts have: subjects, spots, verdicts, next steps. */
final class ForensicTree {
  private ForensicTree() {}

  static Map<String, Object> undecided(Undecided one) {
    Map<String, Object> tree =
        ReportTree.object(
            "rule", one.rule().toString(),
            "verdict", "undecided",
            "reason", one.reason().word(),
            "message", one.message());
    tree.put("subject", one.subject().parts());
    tree.put("evidence", facts(one.evidence()));
    tree.put("next", next(one.next()));
    return tree;
  }

  static Map<String, Object> ruledOut(RuledOut one) {
    Map<String, Object> tree =
        ReportTree.object(
            "rule", one.rule().toString(), "verdict", "ruled-out", "because", one.because());
    tree.put("subject", one.subject().parts());
    tree.put("evidence", facts(one.evidence()));
    return tree;
  }

  static Map<String, Object> subject(Classified one) {
    Map<String, Object> tree = new LinkedHashMap<>(one.subject().parts());
    tree.put("class", one.label());
    tree.put("count", one.count());
    if (!one.detail().isEmpty()) {
      tree.put("detail", one.detail());
    }
    return tree;
  }

  /** Where in a capture; a text has a line, a binary file an offset, packets a number too. */
  static void put(Map<String, Object> tree, Spot spot) {
    tree.put("file", spot.file());
    if (spot.line() > 0) {
      tree.put("line", spot.line());
    }
    if (spot.offset() >= 0) {
      tree.put("offset", spot.offset());
    }
    if (spot.packet() > 0) {
      tree.put("packet", spot.packet());
    }
    spot.at().ifPresent(at -> tree.put("at", at.toString()));
  }

  static void put(Map<String, Object> tree, Circumstances these) {
    tree.put("verdict", "found");
    tree.put("subject", these.subject().parts());
    tree.put(
        "ruledOut",
        these.ruledOut().stream()
            .map(cause ->
                ReportTree.object("rule", cause.rule().toString(), "because", cause.because()))
            .toList());
    tree.put("next", next(these.next()));
  }

  private static List<Map<String, Object>> facts(List<Fact> facts) {
    return facts.stream().map(ReportTree::fact).toList();
  }

  private static List<Map<String, Object>> next(List<NextStep> steps) {
    return steps.stream()
        .map(step -> ReportTree.object("why", step.why(), "command", step.command()))
        .toList();
  }
}
