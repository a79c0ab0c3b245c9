// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.clock;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoImport;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.identify.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where Go source loads a time zone by a constant name, and where it brings the zones along. */
final class ZoneUse {
  /** A zone that is loaded; the text is its name. */
  static final String LOADED = "clock.load-location";

  /** An import of {@code time/tzdata}; the text is the name of the package that has it. */
  static final String EMBEDDED = "clock.tzdata";

  /** Names that need no file. */
  private static final Set<String> BUILT_IN = Set.of("", "UTC", "Local");

  private ZoneUse() {}

  static Stream<Note> in(GoPackage from) {
    List<Note> notes = new ArrayList<>();
    for (GoFile file : from.files()) {
      for (GoImport one : file.imports()) {
        if (one.path().equals("time/tzdata")) {
          notes.add(new Note(EMBEDDED, from.name(), one.node().place()));
        }
      }
      if (file.imported("time").isPresent()) {
        file.root().walk().forEach(node -> loaded(from, node).ifPresent(notes::add));
      }
    }
    return notes.stream();
  }

  private static Optional<Note> loaded(GoPackage from, Node node) {
    if (!node.is(Kind.CALL) || !from.isCall(node, "time", "LoadLocation")) {
      return Optional.empty();
    }
    return node.child(1)
        .flatMap(new Words(from)::constant)
        .filter(zone -> !BUILT_IN.contains(zone))
        .map(zone -> new Note(LOADED, zone, node.place()));
  }
}
