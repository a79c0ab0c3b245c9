// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A name that a Go package declares at its top.
 *
 * @param in the name of the package
 * @param obstacle why the linker cannot set it; empty when it can, or when that is not known
 */
record PackageVariable(String in, String name, String obstacle, Place place) {
  private static final String VARIABLE = "link-flags.variable";
  private static final String PACKAGE = "link-flags.package";
  private static final String PARTLY = "link-flags.partly";

  /** What is written down of a folder: its packages, and the constants and variables in them. */
  static Stream<Note> notes(Evidence folder) {
    return folder.of(GoPackage.class).flatMap(PackageVariable::notes);
  }

  private static Stream<Note> notes(GoPackage in) {
    Place place = in.files().getFirst().root().place();
    boolean whole = in.files().stream().allMatch(file -> file.problems().isEmpty());
    Note exists = new Note(whole ? PACKAGE : PARTLY, in.name(), place);
    return Stream.concat(Stream.of(exists), in.files().stream().flatMap(file -> notes(in, file)));
  }

  private static Stream<Note> notes(GoPackage in, GoFile file) {
    return file.root().children().stream()
        .filter(top -> top.is(Kind.CONST_DECL, Kind.VAR_DECL))
        .flatMap(top ->
            top.children().stream()
                .flatMap(spec -> notes(in, spec, top.is(Kind.CONST_DECL)).stream()));
  }

  private static List<Note> notes(GoPackage in, Node spec, boolean constant) {
    List<Node> names = spec.child(Kind.NAMES).map(Node::children).orElse(List.of());
    List<Node> values = spec.child(Kind.EXPRESSIONS).map(Node::children).orElse(List.of());
    Optional<Node> type =
        spec.children().stream().filter(n -> !n.is(Kind.NAMES, Kind.EXPRESSIONS)).findFirst();
    return names.stream()
        .map(name -> {
          Optional<Node> value =
              names.size() == values.size()
                  ? Optional.of(values.get(names.indexOf(name)))
                  : values.stream().findFirst();
          String obstacle = constant ? "a constant" : obstacle(type, value);
          String text = in.name() + " " + name.text() + " " + obstacle;
          return new Note(VARIABLE, text, name.place());
        })
        .toList();
  }

  private static String obstacle(Optional<Node> type, Optional<Node> value) {
    if (type.isPresent() && !type.get().text().equals("string")) {
      return "a variable of another type than string";
    }
    return value.map(PackageVariable::obstacle).orElse("");
  }

  /** A call runs when the program starts, over what the linker wrote; some the compiler removes. */
  private static String obstacle(Node value) {
    return switch (value.kind()) {
      case CALL -> {
        Node function = value.child(0).orElse(value);
        boolean told =
            function.is(Kind.SELECTOR)
                || (function.is(Kind.IDENT) && !function.text().equals("string"));
        yield told ? "a variable that a call initialises" : "";
      }
      case COMPOSITE, FUNC_LIT -> "a variable of another type than string";
      case LITERAL -> {
        boolean text = value.text().startsWith("\"") || value.text().startsWith("`");
        yield text ? "" : "a variable of another type than string";
      }
      default -> "";
    };
  }

  /** The variables that were written down. */
  static Stream<PackageVariable> of(Evidence evidence) {
    return evidence
        .of(Note.class)
        .filter(note -> note.kind().equals(VARIABLE))
        .map(note -> {
          String[] parts = note.text().split(" ", 3);
          return new PackageVariable(parts[0], parts[1], parts[2], note.place());
        });
  }

  /** The packages that were read whole: their names and one of their files. */
  static Stream<Note> packages(Evidence evidence) {
    return evidence.of(Note.class).filter(note -> note.kind().equals(PACKAGE));
  }

  /** The packages of which a part could not be read. */
  static Stream<Note> partly(Evidence evidence) {
    return evidence.of(Note.class).filter(note -> note.kind().equals(PARTLY));
  }

  /** The folder that it stands in. */
  String folder() {
    return folder(place);
  }

  /** The folder of a place. */
  static String folder(Place place) {
    return place.file().substring(0, Math.max(0, place.file().lastIndexOf('/')));
  }
}
