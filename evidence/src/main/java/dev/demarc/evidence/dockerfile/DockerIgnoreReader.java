// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.dockerfile;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code .dockerignore}, {@code NAME.dockerignore} and {@code .containerignore}. */
public final class DockerIgnoreReader implements Reader {
  @Override
  public boolean takes(String path) {
    return path.endsWith(".dockerignore") || path.endsWith(".containerignore");
  }

  @Override
  public Read read(SourceText text) {
    List<DockerIgnore.Pattern> patterns = new ArrayList<>();
    int start = 0;
    byte[] bytes = text.bytes();
    for (int at = 0; at <= bytes.length; at++) {
      if (at == bytes.length || bytes[at] == '\n') {
        add(text, start, at, patterns);
        start = at + 1;
      }
    }
    return Read.of(List.of(new DockerIgnore(text.file(), patterns)));
  }

  private static void add(
      SourceText text, int start, int end, List<DockerIgnore.Pattern> patterns) {
    String line = text.text(start, end).replace("\uFEFF", "").strip();
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    boolean excepts = line.startsWith("!");
    String pattern = (excepts ? line.substring(1) : line).strip();
    int from = 0;
    while (from < pattern.length() && pattern.charAt(from) == '/') {
      from++;
    }
    int to = pattern.length();
    while (to > from && pattern.charAt(to - 1) == '/') {
      to--;
    }
    if (to > from) {
      patterns.add(
          new DockerIgnore.Pattern(pattern.substring(from, to), excepts, text.place(start, end)));
    }
  }
}
