// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.unit;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads systemd units and their drop-ins. */
public final class UnitReader implements Reader {
  private static final Pattern PATH =
      Pattern.compile(
          "\\.(service|socket|timer|slice|scope|target|mount|path)(\\.d/[^/]+\\.conf)?$");

  @Override
  public boolean takes(String path) {
    return PATH.matcher(path).find();
  }

  @Override
  public Read read(SourceText text) {
    List<UnitKey> keys = keys(text);
    if (keys.isEmpty()) {
      return Read.nothing();
    }
    Unit unit = new Unit(text.file(), keys);
    List<Object> facts = new ArrayList<>();
    facts.add(unit);
    for (UnitKey key : unit.all("Service", "Environment")) {
      facts.addAll(settings(key));
    }
    return Read.of(facts);
  }

  private static List<UnitKey> keys(SourceText text) {
    List<UnitKey> keys = new ArrayList<>();
    String section = "";
    for (int line = 1; line <= text.lines(); line++) {
      String stripped = text.lineText(line).strip();
      int equals = stripped.indexOf('=');
      if (stripped.startsWith("[") && stripped.endsWith("]")) {
        section = stripped.substring(1, stripped.length() - 1);
      } else if (equals > 0 && !isComment(stripped) && !section.isEmpty()) {
        int last = lastLine(text, line);
        keys.add(
            new UnitKey(
                section,
                stripped.substring(0, equals).strip(),
                value(text, line, last),
                text.place(text.lineStart(line), text.lineEnd(last))));
        line = last;
      }
    }
    return keys;
  }

  private static boolean isComment(String line) {
    return line.startsWith("#") || line.startsWith(";");
  }

  private static int lastLine(SourceText text, int first) {
    int line = first;
    while (line < text.lines()
        && (text.lineText(line).endsWith("\\")
            || (line > first && isComment(text.lineText(line).strip())))) {
      line++;
    }
    return line;
  }

  private static String value(SourceText text, int first, int last) {
    StringBuilder value = new StringBuilder();
    for (int line = first; line <= last; line++) {
      String part = text.lineText(line);
      if (line > first && isComment(part.strip())) {
        continue;
      }
      part = line == first ? part.substring(part.indexOf('=') + 1) : part;
      value.append(part.endsWith("\\") ? part.substring(0, part.length() - 1) + " " : part);
    }
    return value.toString().strip();
  }

  /** {@code Environment="A=one two" B=3}; a percent sign or a dollar may be a reference. */
  private static List<Setting> settings(UnitKey key) {
    List<Setting> settings = new ArrayList<>();
    for (String word : key.words()) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        String value = word.substring(equals + 1);
        settings.add(
            new Setting(
                word.substring(0, equals),
                value.replace("%%", "%"),
                !value.replace("%%", "").contains("%"),
                Setting.Source.UNIT,
                "",
                key.place()));
      }
    }
    return settings;
  }
}
