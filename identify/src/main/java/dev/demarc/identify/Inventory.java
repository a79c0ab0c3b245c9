// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Origin;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.evidence.gosource.exec.Program;
import java.util.List;
import java.util.Optional;

/** Lists the programs that a Go tree starts, and finds the files of the tree that they are. */
final class Inventory {
  private final InputTree tree;

  Inventory(InputTree tree) {
    this.tree = tree;
  }

  List<ForeignComponent> of(Evidence evidence, Texts texts) {
    return evidence.of(ExecCall.class).map(call -> component(call, texts)).toList();
  }

  private ForeignComponent component(ExecCall call, Texts texts) {
    Place place = call.call().place();
    Optional<String> script = call.script().or(() -> plain(call)).flatMap(name -> file(call, name));
    return new ForeignComponent(
        call.known().map(Origin.Known::text).map(Redaction::line),
        kind(call, script),
        known(call),
        place,
        call.how(),
        GoPackage.functionName(call.call()),
        Redaction.line(texts.line(place.file(), place.line()).strip()),
        script);
  }

  private static String known(ExecCall call) {
    return call.known().map(known -> known.constant() ? "constant" : "default").orElse("no");
  }

  /** A relative path may be a script without an ending. */
  private static Optional<String> plain(ExecCall call) {
    return call.known().map(Origin.Known::text).filter(name -> name.contains("/"));
  }

  private static String kind(ExecCall call, Optional<String> script) {
    Program program = call.program();
    boolean nameless = program == Program.PLAIN && script.isPresent();
    return (nameless ? Program.of(script.get()) : program).word();
  }

  /** The file: beside the package, from the root, or the only one in the tree with that ending. */
  private Optional<String> file(ExecCall call, String name) {
    if (name.isEmpty() || name.startsWith("/")) {
      return Optional.empty();
    }
    Optional<String> fromRoot = normalized(name);
    Optional<String> beside =
        call.in().folder().isEmpty() ? fromRoot : normalized(call.in().folder() + "/" + name);
    Optional<String> exact =
        beside.filter(tree::contains).or(() -> fromRoot.filter(tree::contains));
    if (exact.isPresent() || fromRoot.isEmpty()) {
      return exact;
    }
    List<String> candidates = tree.named(fromRoot.get());
    return candidates.size() == 1 ? Optional.of(candidates.getFirst()) : Optional.empty();
  }

  /** The path without {@code .} and {@code ..}; none when it leads out of the tree. */
  private static Optional<String> normalized(String path) {
    java.util.ArrayDeque<String> parts = new java.util.ArrayDeque<>();
    for (String part : path.split("/", -1)) {
      if (part.equals("..")) {
        if (parts.isEmpty()) {
          return Optional.empty();
        }
        parts.removeLast();
      } else if (!part.isEmpty() && !part.equals(".")) {
        parts.addLast(part);
      }
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(String.join("/", parts));
  }
}
