// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoImport;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.GoText;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import dev.demarc.identify.Note;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Which programs there are, which of them open sockets, and which take sockets from outside. */
final class SocketUse {
  /** A package main; the text is the last part of its folder. */
  static final String PROGRAM = "socket-activation.program";

  /** A socket that is opened; the text is its address, when the source shows one. */
  static final String OPENS = "socket-activation.opens";

  /** Something that takes a descriptor, or a library that may. */
  static final String TAKES = "socket-activation.takes";

  private static final Set<String> OPENING =
      Set.of(
          "Listen",
          "ListenPacket",
          "ListenTCP",
          "ListenUDP",
          "ListenUnix",
          "ListenAndServe",
          "ListenAndServeTLS");

  private static final List<String> ANSWERS =
      List.of(
          "systemd", "activat", "exporter-toolkit", "sdnotify", "sd-daemon", "listenfd", "grace");

  private SocketUse() {}

  static Stream<Note> in(GoPackage from) {
    List<Note> notes = new ArrayList<>();
    GoFile first = from.files().getFirst();
    if (from.name().equals("main") && !CodeRole.isOther(first.path())) {
      String folder = from.folder();
      notes.add(
          new Note(PROGRAM, folder.substring(folder.lastIndexOf('/') + 1), first.root().place()));
    }
    from.files().forEach(file -> takes(from, file).ifPresent(notes::add));
    Sockets.calls(from).flatMap(call -> opens(from, call).stream()).limit(20).forEach(notes::add);
    return notes.stream();
  }

  /** True for a module or package that may take descriptors for its caller, by its name. */
  static boolean isAnswer(String path) {
    String name = path.toLowerCase(Locale.ROOT);
    return ANSWERS.stream().anyMatch(name::contains);
  }

  private static Optional<Note> takes(GoPackage from, GoFile file) {
    Optional<Node> library =
        file.imports().stream().filter(one -> isAnswer(one.path())).map(GoImport::node).findFirst();
    return library
        .or(() -> file.root().walk().stream().filter(node -> takes(from, node)).findFirst())
        .map(node -> new Note(TAKES, CodeRole.brief(node), node.place()));
  }

  private static boolean takes(GoPackage from, Node node) {
    return switch (node.kind()) {
      case CALL -> Sockets.isCopy(from, node) || Sockets.isInherited(from, node);
      case LITERAL -> GoText.value(node).filter(text -> text.contains("LISTEN_")).isPresent();
      default -> false;
    };
  }

  private static Optional<Note> opens(GoPackage from, Node call) {
    Optional<Node> name = call.child(0).filter(f -> f.is(Kind.SELECTOR)).flatMap(f -> f.child(1));
    GoFile file = from.file(call);
    boolean net = file.imported("net").isPresent() || file.imported("net/http").isPresent();
    if (!net || name.filter(one -> OPENING.contains(one.text())).isEmpty()) {
      return Optional.empty();
    }
    int at = from.isCall(call, "net", "Listen") || from.isCall(call, "net", "ListenPacket") ? 2 : 1;
    Optional<String> address = call.child(at).flatMap(new Words(from)::constant);
    return Optional.of(new Note(OPENS, address.orElse(""), call.place()));
  }
}
