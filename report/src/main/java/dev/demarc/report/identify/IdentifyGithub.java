// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import dev.demarc.evidence.Place;
import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Severity;
import dev.demarc.report.Style;
import java.util.EnumMap;
import java.util.Map;

/**
 * A report of identify as workflow commands of GitHub, which shows them as annotations: ten of each
 * kind in a step, so no more are written, the most severe ones, and the last line says what is
 * missing.
 */
final class IdentifyGithub {
  /** How many annotations of one kind GitHub keeps of a step. */
  static final int MOST = 10;

  private enum Command {
    ERROR,
    WARNING,
    NOTICE
  }

  private final Surroundings around;

  IdentifyGithub(Surroundings around) {
    this.around = around;
  }

  String of(IdentifyReport report) {
    StringBuilder out = new StringBuilder();
    Map<Command, Integer> written = new EnumMap<>(Command.class);
    int left = 0;
    for (Finding finding : Worst.first(report.findings())) {
      Command command = command(finding.severity());
      if (written.merge(command, 1, Integer::sum) <= MOST) {
        annotation(command, finding, out);
      } else {
        left++;
      }
    }
    out.append("demarc: ").append(Worst.counts(report)).append(" in ");
    out.append(Worst.count(Worst.files(report), "file")).append("; ").append(Worst.gate(report));
    if (left > 0) {
      out.append("; ").append(left).append(" not annotated, GitHub shows ").append(MOST);
      out.append(" errors, warnings and notices each a step");
    }
    return out.append('\n').toString();
  }

  private void annotation(Command command, Finding finding, StringBuilder out) {
    Place place = finding.place();
    out.append("::").append(command.name().toLowerCase(java.util.Locale.ROOT));
    out.append(" file=").append(property(around.path(place.file())));
    out.append(",line=").append(place.line());
    if (place.endLine() == place.line() && place.endColumn() > place.column()) {
      out.append(",col=").append(place.column()).append(",endColumn=").append(place.endColumn());
    }
    out.append(",title=").append(property(finding.severity() + " " + finding.rule()));
    out.append("::")
        .append(data(finding.message() + "\nFix: " + finding.fix().text()))
        .append('\n');
  }

  private static Command command(Severity severity) {
    return switch (severity) {
      case CRITICAL, HIGH -> Command.ERROR;
      case MEDIUM -> Command.WARNING;
      case LOW, INFO -> Command.NOTICE;
    };
  }

  /** Text after the second {@code ::}. */
  private static String data(String text) {
    return Style.safe(text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"));
  }

  /** The value of a property. */
  private static String property(String text) {
    return data(text).replace(":", "%3A").replace(",", "%2C");
  }
}
