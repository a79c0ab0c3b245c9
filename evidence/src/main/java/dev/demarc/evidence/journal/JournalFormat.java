// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.journal;

import dev.demarc.evidence.capture.CaptureFile;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** How the entries of a file are written. */
enum JournalFormat {
  JSON("json"),
  EXPORT("export"),
  NONE("");

  private static final Pattern BEGIN_OF_JSON =
      Pattern.compile("\\A(?:data: |\\x1e)?\\s*\\{\\s*\"[A-Z_][A-Z0-9_]*\"\\s*:");
  private static final Pattern CURSOR_IN_JSON =
      Pattern.compile("\"__CURSOR\"\\s*:\\s*\"s=[0-9a-f]{32};i=");
  private static final Pattern EXPORT_BEGIN = Pattern.compile("\\A\\n*(?:_|[A-Z])[A-Z0-9_]*[=\\n]");
  private static final Pattern CURSOR_IN_EXPORT =
      Pattern.compile("(?:\\A|\\n)__CURSOR=s=[0-9a-f]{32};i=");

  private final String word;

  JournalFormat(String word) {
    this.word = word;
  }

  String word() {
    return word;
  }

  static JournalFormat of(byte[] head) {
    String text = new String(head, StandardCharsets.ISO_8859_1);
    if (EXPORT_BEGIN.matcher(text).lookingAt() && CURSOR_IN_EXPORT.matcher(text).find()) {
      return EXPORT;
    }
    if (text.contains("__CURSOR") && CURSOR_IN_JSON.matcher(text).find()) {
      return JSON;
    }
    boolean isOneLongLine = head.length == CaptureFile.HEAD && text.indexOf('\n') < 0;
    return isOneLongLine && BEGIN_OF_JSON.matcher(text).lookingAt() ? JSON : NONE;
  }

  Entries entries(Bytes in, boolean wantsMessage) {
    return this == EXPORT ? new ExportEntries(in, wantsMessage) : new JsonEntries(in, wantsMessage);
  }
}
