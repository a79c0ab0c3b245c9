// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.fspaths;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A name or pattern that is handed to io/fs.
 *
 * @param how the function or method, as a message calls it
 * @param pattern true for Glob and ParseFS, which say nothing of a name that cannot be
 */
record FsSink(GoPackage in, Node call, Node name, String how, boolean pattern) {
  private static final Set<String> FUNCTIONS =
      Set.of("ReadFile", "ReadDir", "Stat", "Sub", "WalkDir", "Lstat", "ReadLink", "Glob");
  private static final Set<String> METHODS =
      Set.of("Open", "ReadFile", "ReadDir", "Stat", "Sub", "Lstat", "ReadLink", "Glob");

  static Stream<FsSink> in(Evidence evidence) {
    return evidence.of(GoPackage.class).flatMap(in -> inPackage(in).stream());
  }

  private static boolean mayHave(GoFile file) {
    return Stream.of("io/fs", "embed", "os", "text/template", "html/template")
        .anyMatch(path -> file.imported(path).isPresent());
  }

  private static List<FsSink> inPackage(GoPackage in) {
    List<FsSink> all = new ArrayList<>();
    if (in.files().stream().anyMatch(FsSink::mayHave)) {
      FsValue values = new FsValue(in);
      for (Node call : in.occurrences().all(Kind.CALL)) {
        read(in, values, call, all);
      }
    }
    all.removeIf(sink -> in.file(sink.call()).isGenerated() || !mayHave(in.file(sink.call())));
    return all;
  }

  private static void read(GoPackage in, FsValue values, Node call, List<FsSink> into) {
    List<Node> children = call.children();
    Node function = children.getFirst();
    String member = function.child(1).map(Node::text).orElse("");
    if (!function.is(Kind.SELECTOR) || children.size() < 2) {
      return;
    }
    boolean ofFs = FUNCTIONS.contains(member) && in.isImported(function, "io/fs", member);
    if (ofFs && children.size() > 2) {
      into.add(new FsSink(in, call, children.get(2), "fs." + member, member.equals("Glob")));
    } else if (member.equals("ParseFS") && values.holds(children.get(1))) {
      children.stream()
          .skip(2)
          .forEach(pattern -> into.add(new FsSink(in, call, pattern, "ParseFS", true)));
    } else if (METHODS.contains(member) && function.child(0).filter(values::holds).isPresent()) {
      into.add(new FsSink(in, call, children.get(1), member, member.equals("Glob")));
    }
  }
}
