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

  /** What a folder starts. */
  static List<Started> started(Evidence evidence, Texts texts) {
    return evidence.of(ExecCall.class).map(call -> started(call, texts)).toList();
  }

  private static Started started(ExecCall call, Texts texts) {
    Place place = call.call().place();
    ForeignComponent component =
        new ForeignComponent(
            call.known().map(Origin.Known::text).map(Redaction::line),
            call.program().word(),
            known(call),
            place,
            call.how(),
            GoPackage.functionName(call.call()),
            Redaction.line(texts.line(place.file(), place.line()).strip()),
            Optional.empty());
    return new Started(component, call.in().folder(), call.script().or(() -> plain(call)));
  }

  private static String known(ExecCall call) {
    return call.known().map(known -> known.constant() ? "constant" : "default").orElse("no");
  }

  /** A relative path may be a script without an ending. */
  private static Optional<String> plain(ExecCall call) {
    return call.known().map(Origin.Known::text).filter(name -> name.contains("/"));
  }

  /** The component with its script, when that is a file of the tree. */
  ForeignComponent component(Started started) {
    ForeignComponent found = started.component();
    Optional<String> script = started.script().flatMap(name -> file(started.folder(), name));
    boolean nameless = found.kind().equals(Program.PLAIN.word()) && script.isPresent();
    return new ForeignComponent(
        found.command(),
        nameless ? Program.of(script.get()).word() : found.kind(),
        found.known(),
        found.place(),
        found.how(),
        found.function(),
        found.text(),
        script);
  }

  /** The file: beside the package, from the root, or the only one in the tree with that ending. */
  private Optional<String> file(String folder, String name) {
    if (name.isEmpty() || name.startsWith("/")) {
      return Optional.empty();
    }
    Optional<String> fromRoot = normalized(name);
    Optional<String> beside = folder.isEmpty() ? fromRoot : normalized(folder + "/" + name);
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
