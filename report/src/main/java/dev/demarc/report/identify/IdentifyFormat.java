// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.identify.IdentifyReport;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The forms that a report of identify can take. */
public enum IdentifyFormat {
  /** Lines for people. */
  TEXT(".txt"),
  /** Everything, schema {@code demarc/identify/1}. */
  JSON(".json"),
  /** SARIF 2.1.0, for code scanning. */
  SARIF(".sarif"),
  /** A comment on a pull request. */
  MARKDOWN(".md"),
  /** JUnit XML, for CI servers. */
  JUNIT(".xml"),
  /** The code quality report of GitLab. */
  GITLAB(""),
  /** Annotations, as workflow commands of GitHub. */
  GITHUB(""),
  /** One page with everything, to mail or archive. */
  HTML(".html");

  private final String ending;

  IdentifyFormat(String ending) {
    this.ending = ending;
  }

  /** The word that a user writes. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** All words, in order. */
  public static List<String> words() {
    return Arrays.stream(values()).map(IdentifyFormat::word).toList();
  }

  /** The form of this name. */
  public static Optional<IdentifyFormat> named(String word) {
    return Arrays.stream(values()).filter(format -> format.word().equals(word)).findFirst();
  }

  /** The form that the name of a file asks for by its ending. */
  public static Optional<IdentifyFormat> ofFile(String file) {
    return Arrays.stream(values())
        .filter(format -> !format.ending.isEmpty() && file.endsWith(format.ending))
        .findFirst();
  }

  /** The report in this form, with a line feed at the end. */
  public String of(IdentifyReport report, Surroundings around) {
    return switch (this) {
      case TEXT -> String.join("\n", new IdentifyText(around).of(report)) + "\n";
      case JSON -> IdentifyJson.of(report);
      case SARIF -> new IdentifySarif(around).of(report);
      case MARKDOWN -> new IdentifyMarkdown(around).of(report);
      case JUNIT -> new IdentifyJunit(around).of(report);
      case GITLAB -> new IdentifyGitlab(around).of(report);
      case GITHUB -> new IdentifyGithub(around).of(report);
      case HTML -> new IdentifyHtml(around).of(report);
    };
  }
}
