// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.MediaType;
import dev.demarc.contract.source.Node;
import dev.demarc.contract.source.Pointers;
import dev.demarc.contract.source.Scalars;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Rules about the document: what other readers, other people and other versions make of it. */
final class StructureRules {
  private static final Pattern SECRET =
      Pattern.compile(
          "AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{30,}|glpat-[A-Za-z0-9_-]{16,}"
              + "|xox[abprs]-[A-Za-z0-9-]{10,}|sk-[A-Za-z0-9_-]{20,}|-----BEGIN [A-Z ]*PRIVATE KEY"
              + "|eyJ[A-Za-z0-9_-]{8,}\\.eyJ[A-Za-z0-9_-]{8,}");
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(passw(or)?d|secret|token|api_?key|private_?key|credential).*");

  /** Read into the contract, without effect so far: pointer and the value that needs nothing. */
  private static final List<String> NOT_YET =
      List.of(
          "/spec/input/preprocess/decompress",
          "/spec/input/preprocess/transcode",
          "/spec/input/csv/escapeChar",
          "/spec/input/csv/commentChar",
          "/spec/output/csv",
          "/spec/lifecycle/prewarm",
          "/spec/component/image");

  private final Findings findings;

  private StructureRules(Findings findings) {
    this.findings = findings;
  }

  static void check(Findings findings) {
    StructureRules rules = new StructureRules(findings);
    findings.document().root().ifPresent(root -> rules.implicit(root, ""));
    if (findings.document().json().isObject()) {
      rules.owner();
      rules.secrets();
      rules.oldWords();
      rules.image();
      rules.notYet();
    }
  }

  private void implicit(Node node, String pointer) {
    switch (node) {
      case Node.Mapping mapping -> {
        for (Node.Entry entry : mapping.entries()) {
          String below = Pointers.child(pointer, entry.key().text());
          if (Scalars.retyped(entry.key())) {
            retyped(entry.key(), below, true);
          }
          implicit(entry.value(), below);
        }
      }
      case Node.Sequence sequence -> {
        for (int i = 0; i < sequence.items().size(); i++) {
          implicit(sequence.items().get(i), Pointers.child(pointer, i));
        }
      }
      case Node.Scalar scalar -> {
        boolean cut =
            scalar.json().isNumber()
                && scalar.text().matches("-?[0-9]+\\.[0-9]*0")
                && pointer.matches(".*/(enum/[0-9]+|const|labels/[^/]*)");
        if (Scalars.retyped(scalar) || cut) {
          retyped(scalar, pointer, false);
        }
      }
    }
  }

  private void retyped(Node.Scalar scalar, String pointer, boolean key) {
    String message =
        "'%s' without quotes is a %s here and something else to readers of YAML 1.1."
            .formatted(scalar.text(), scalar.json().isNumber() ? "number" : "text");
    String fix = "put it in quotes: '" + scalar.text() + "'";
    if (key) {
      findings.atKey(LintRule.DOC_IMPLICIT, pointer, message, fix);
    } else {
      findings.at(LintRule.DOC_IMPLICIT, pointer, message, fix);
    }
  }

  private void owner() {
    if (findings.says("/metadata") && !findings.says("/metadata/owner")) {
      findings.at(
          LintRule.DOC_OWNER,
          "/metadata",
          "The contract has no owner: nobody to ask when it breaks.",
          "add owner: team-a");
    }
  }

  private void secrets() {
    findings
        .said("/spec/component/env")
        .filter(JsonNode::isObject)
        .ifPresent(env ->
            env.properties()
                .forEach(member -> {
                  String value = member.getValue().asString("");
                  boolean named =
                      SECRET_NAME.matcher(member.getKey()).matches()
                          && !value.isEmpty()
                          && !value.startsWith("/")
                          && !value.startsWith("./");
                  if (named || SECRET.matcher(value).find()) {
                    findings.atKey(
                        LintRule.DOC_SECRET,
                        Pointers.child("/spec/component/env", member.getKey()),
                        member.getKey() + " looks like a secret, and stands in the contract.",
                        "remove it and name it in passEnv: [" + member.getKey() + "]");
                  }
                }));
    JsonNode command = findings.said("/spec/component/command").orElse(null);
    for (int i = 0; command != null && i < command.size(); i++) {
      if (SECRET.matcher(command.get(i).asString("")).find()) {
        findings.at(
            LintRule.DOC_SECRET,
            "/spec/component/command/" + i,
            "Argument " + i + " of the command looks like a secret.",
            "pass it by passEnv");
      }
    }
  }

  private void oldWords() {
    if (findings.says("/spec/input/bom_check")) {
      boolean on = findings.text("/spec/input/bom_check").equals("true");
      findings.atKey(
          LintRule.DOC_OLDWORD,
          "/spec/input/bom_check",
          "bom_check is the article's word; it is read as " + (on ? "bom: strip." : "nothing."),
          on ? "write bom: strip" : "remove it, and write bom");
    }
    if (findings.says("/spec/degrade/jvm.gc.pause.threshold_ms")) {
      findings.atKey(
          LintRule.DOC_OLDWORD,
          "/spec/degrade/jvm.gc.pause.threshold_ms",
          "jvm.gc.pause.threshold_ms is the article's word; it is read as a signal.",
          "write a signal with metric, unit and enter");
    }
  }

  private void image() {
    String image = findings.text("/spec/component/image");
    if (!image.isEmpty() && !image.contains("@sha256:")) {
      findings.at(
          LintRule.DOC_UNPINNED,
          "/spec/component/image",
          "The image " + image + " can change under the same name.",
          "add its digest: " + image + "@sha256:…");
    }
  }

  private void notYet() {
    for (String pointer : NOT_YET) {
      if (findings.says(pointer) && !findings.text(pointer).equals("0")) {
        unheeded(pointer);
      }
    }
    if (findings.text("/spec/input/csv/doubleQuote").equals("false")) {
      unheeded("/spec/input/csv/doubleQuote");
    }
    if (findings.text("/spec/input/csv/skipInitialSpace").equals("true")) {
      unheeded("/spec/input/csv/skipInitialSpace");
    }
    for (String section : List.of("input", "output")) {
      mediaType("/spec/" + section + "/mediaType");
      String pointer = "/spec/" + section + "/lines/finalNewline";
      if (findings.text(pointer).equals("forbid")) {
        unheeded(pointer);
      }
    }
  }

  private void mediaType(String pointer) {
    MediaType type = new MediaType(findings.text(pointer));
    type.readOtherwise()
        .ifPresent(otherwise ->
            findings.atKey(
                LintRule.DOC_NOTYET,
                pointer,
                "This version reads " + type.essence() + " as " + otherwise + ".",
                "do not rely on checks of its items; or use text/csv or application/x-ndjson"));
  }

  private void unheeded(String pointer) {
    findings.atKey(
        LintRule.DOC_NOTYET,
        pointer,
        Pointers.words(pointer) + " is read, but this version does not act on it.",
        "do not rely on it");
  }
}
