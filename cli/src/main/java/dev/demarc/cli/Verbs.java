// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every command that works, with one line about it. */
enum Verbs {
  IDENTIFY(
      "identify", "what is not Go's doing: in a source tree, a capture, a process or a whole host"),
  CAPTURE("capture", "take a bundle of a running process or host, for identify to read"),
  EXPLAIN("explain", "list all rules, or print the page of a risk or of one of its rules"),
  CONTRACT_LINT(
      "contract lint", "check a contract file, with the place and the fix of each problem"),
  CONTRACT_TEST("contract test", "put a component on trial: a verdict for each dimension"),
  RUN("run", "call a component behind its boundary, like timeout(1)"),
  PIPELINE_RUN("pipeline run", "from commit to tested, signed, logged and verified artifact"),
  VERIFY("verify", "verify an OCI layout from what lies in it"),
  KEYS_EXPORT("keys export", "print the public key that others verify with"),
  DOCTOR("doctor", "say what this host can enforce, and which tools are missing"),
  DEV_NEW_RULE("dev new-rule", "in a checkout: the files of a new rule, still to be written"),
  DEV_RISKS_PAGE("dev risks-page", "print docs/risks.md, from the catalogue");

  private final String text;
  private final String summary;

  Verbs(String text, String summary) {
    this.text = text;
    this.summary = summary;
  }

  /** The arguments that name it. */
  List<String> words() {
    int blank = text.indexOf(' ');
    return blank < 0 ? List.of(text) : List.of(text.substring(0, blank), text.substring(blank + 1));
  }

  /** The same as one text. */
  String text() {
    return text;
  }

  String summary() {
    return summary;
  }

  Verb make() {
    return switch (this) {
      case IDENTIFY -> new Identify();
      case CAPTURE -> new Capture();
      case EXPLAIN -> new Explain();
      case CONTRACT_LINT -> new ContractLint();
      case CONTRACT_TEST -> new ContractTest();
      case RUN -> new Wrapped();
      case PIPELINE_RUN -> new PipelineRun();
      case VERIFY -> new Verify();
      case KEYS_EXPORT -> new KeysExport();
      case DOCTOR -> new Doctor();
      case DEV_NEW_RULE -> new DevNewRule();
      case DEV_RISKS_PAGE -> new DevRisksPage();
    };
  }

  /** The command that the first arguments name. */
  static Optional<Verbs> named(List<String> arguments) {
    for (Verbs verb : values()) {
      List<String> words = verb.words();
      int length = words.size();
      if (arguments.size() >= length && arguments.subList(0, length).equals(words)) {
        return Optional.of(verb);
      }
    }
    return Optional.empty();
  }

  /** The commands that begin with a word: {@code contract}. */
  static List<Verbs> group(String word) {
    return Stream.of(values()).filter(verb -> verb.text.startsWith(word + " ")).toList();
  }
}
