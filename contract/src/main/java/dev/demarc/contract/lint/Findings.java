// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.source.BundledSchema;
import dev.demarc.contract.source.Document;
import dev.demarc.contract.source.Pointers;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Reading;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Collects what the rules find, each with its place. */
final class Findings {
  private final Reading reading;
  private final List<Problem> problems = new ArrayList<>();

  Findings(Reading reading) {
    this.reading = reading;
  }

  Reading reading() {
    return reading;
  }

  Document document() {
    return reading.document();
  }

  List<Problem> problems() {
    return problems;
  }

  /** What the file says at a pointer, before any default. */
  Optional<JsonNode> said(String pointer) {
    return Pointers.find(document().json(), pointer);
  }

  boolean says(String pointer) {
    return said(pointer).isPresent();
  }

  String text(String pointer) {
    return said(pointer).filter(JsonNode::isValueNode).map(JsonNode::asString).orElse("");
  }

  /** A finding at a value, or at the nearest thing around it that is there. */
  void at(LintRule rule, String pointer, String message, String fix) {
    problems.add(document().problem(rule.id(), rule.severity(), pointer, message, fix));
  }

  /** A finding at the key of a member. */
  void atKey(LintRule rule, String pointer, String message, String fix) {
    problems.add(document().keyProblem(rule.id(), rule.severity(), pointer, message, fix));
  }

  /** A finding in a schema, wherever that part of it was written. */
  void in(BundledSchema schema, LintRule rule, String pointer, String message, String fix) {
    BundledSchema.Origin origin = schema.origin(pointer);
    problems.add(
        origin.document().problem(rule.id(), rule.severity(), origin.pointer(), message, fix));
  }
}
