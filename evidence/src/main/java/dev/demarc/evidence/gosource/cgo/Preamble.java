// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.cgo;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.csource.CFunction;
import dev.demarc.evidence.csource.CSource;
import dev.demarc.evidence.gosource.Comment;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoImport;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The C that stands in the comment directly above {@code import "C"}. */
public final class Preamble {
  private Preamble() {}

  /** The functions of the preambles of a package. */
  public static List<CFunction> functions(GoPackage in) {
    return in.files().stream()
        .flatMap(file -> of(file).stream())
        .flatMap(passage -> CSource.read(passage).functions().stream())
        .toList();
  }

  /** The C of a file without the marks of the comment. */
  public static Optional<Passage> of(GoFile file) {
    Optional<Node> imported = file.imported("C").map(GoImport::node);
    if (imported.isEmpty()) {
      return Optional.empty();
    }
    Deque<Comment> above = new ArrayDeque<>();
    int line = imported.get().line();
    for (Comment comment : file.comments().reversed()) {
      if (comment.start() > imported.get().start()) {
        continue;
      }
      int last = file.source().line(end(file, comment) - 1);
      if (last != line - 1) {
        break;
      }
      above.push(comment);
      line = comment.line();
    }
    if (above.isEmpty()) {
      return Optional.empty();
    }
    Passage.Builder passage = Passage.in(file.source());
    for (Comment comment : above) {
      int end = end(file, comment);
      int mark = isBlock(comment) ? 2 : 0;
      passage.add(comment.start() + 2, Math.max(comment.start() + 2, end - mark));
      passage.add("\n", end - 1);
    }
    return Optional.of(passage.build());
  }

  private static boolean isBlock(Comment comment) {
    return comment.text().startsWith("/*");
  }

  /** The offset behind a comment, which may hold bytes that are no text. */
  private static int end(GoFile file, Comment comment) {
    byte[] bytes = file.source().bytes();
    int end = comment.start() + 2;
    while (end < bytes.length && !ends(bytes, end, isBlock(comment))) {
      end++;
    }
    return isBlock(comment) ? Math.min(bytes.length, end + 2) : end;
  }

  private static boolean ends(byte[] bytes, int at, boolean block) {
    return block
        ? bytes[at] == '*' && at + 1 < bytes.length && bytes[at + 1] == '/'
        : bytes[at] == '\n';
  }
}
