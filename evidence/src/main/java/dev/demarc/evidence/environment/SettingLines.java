// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.environment;

import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Lines of the form {@code NAME=value}: of go.env, where quotes mean nothing, and of .env files.
 */
public final class SettingLines {
  private static final Pattern LINE =
      Pattern.compile("\\s*+(?:export\\s++)?+([A-Za-z_][A-Za-z0-9_.]*+)\\s*+=(.*+)");

  private SettingLines() {}

  /** The settings of all lines that are some; others are passed over. */
  public static List<Setting> read(SourceText text, Setting.Source source) {
    List<Setting> settings = new ArrayList<>();
    for (int line = 1; line <= text.lines(); line++) {
      String whole = text.lineText(line);
      Matcher parts = LINE.matcher(whole);
      if (parts.matches()) {
        boolean plain = source == Setting.Source.GOENV;
        String raw = parts.group(2).strip();
        String value = plain ? raw : value(raw);
        boolean constant = plain || raw.startsWith("'") || value.indexOf('$') < 0;
        int lead = whole.length() - whole.stripLeading().length();
        settings.add(
            new Setting(
                parts.group(1),
                value,
                constant,
                source,
                "",
                text.place(text.lineStart(line) + lead, text.lineEnd(line))));
      }
    }
    return settings;
  }

  /** Takes quotes off, or the comment behind a value without quotes. */
  private static String value(String raw) {
    if (raw.length() > 1 && (raw.charAt(0) == '"' || raw.charAt(0) == '\'')) {
      int end = raw.indexOf(raw.charAt(0), 1);
      return end < 0 ? raw.substring(1) : raw.substring(1, end);
    }
    int comment = raw.indexOf(" #");
    return comment < 0 ? raw : raw.substring(0, comment).strip();
  }
}
