// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.socketactivation;

import dev.demarc.evidence.unit.Unit;
import dev.demarc.evidence.unit.UnitKey;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A service that systemd starts by a socket.
 *
 * @param listens what the socket listens on, never empty
 * @param start the last ExecStart of the service
 */
record Activated(Unit socket, List<UnitKey> listens, Unit service, UnitKey start) {
  private static final List<String> LISTENS =
      List.of("ListenStream", "ListenDatagram", "ListenSequentialPacket");

  private static final String SERVICE = "Service";

  /** All of them whose two units are in the input, without those that get it as their input. */
  static Stream<Activated> in(Evidence evidence) {
    List<Unit> units = evidence.of(Unit.class).toList();
    return units.stream()
        .filter(unit -> unit.type().equals("socket") && !unit.isDropIn())
        .flatMap(socket -> of(socket, units).stream());
  }

  private static Optional<Activated> of(Unit socket, List<Unit> units) {
    List<UnitKey> listens =
        LISTENS.stream().flatMap(name -> socket.all("Socket", name).stream()).toList();
    Optional<Unit> service = service(socket, units);
    Optional<UnitKey> start = service.flatMap(unit -> unit.last(SERVICE, "ExecStart"));
    if (listens.isEmpty() || start.isEmpty() || takesInput(service.get())) {
      return Optional.empty();
    }
    String name = service.get().name();
    boolean changed =
        units.stream()
            .filter(unit -> unit.isDropIn() && unit.name().equals(name))
            .anyMatch(unit -> takesInput(unit) || !unit.all(SERVICE, "ExecStart").isEmpty());
    return changed
        ? Optional.empty()
        : Optional.of(new Activated(socket, listens, service.get(), start.get()));
  }

  /** The service beside the socket, or the only one of its name. */
  private static Optional<Unit> service(Unit socket, List<Unit> units) {
    String own = socket.name().substring(0, socket.name().lastIndexOf('.'));
    boolean each =
        socket
            .last("Socket", "Accept")
            .filter(key -> key.value().matches("(?i)yes|true|1|on"))
            .isPresent();
    String name =
        socket
            .last("Socket", SERVICE)
            .map(UnitKey::value)
            .orElse(own + (each && !own.endsWith("@") ? "@" : "") + ".service");
    List<Unit> named =
        units.stream().filter(unit -> !unit.isDropIn() && unit.name().equals(name)).toList();
    Optional<Unit> beside =
        named.stream().filter(unit -> folder(unit).equals(folder(socket))).findFirst();
    return beside.or(() -> named.size() == 1 ? Optional.of(named.getFirst()) : Optional.empty());
  }

  private static String folder(Unit unit) {
    return unit.path().substring(0, Math.max(0, unit.path().lastIndexOf('/')));
  }

  private static boolean takesInput(Unit unit) {
    return unit.last(SERVICE, "StandardInput")
        .filter(key -> key.value().equals("socket") || key.value().startsWith("fd"))
        .isPresent();
  }

  /** The base name of the program that systemd starts. */
  String program() {
    String word = start.words().isEmpty() ? "" : start.words().getFirst();
    int from = 0;
    while (from < word.length() && "@-:+!|".indexOf(word.charAt(from)) >= 0) {
      from++;
    }
    return word.substring(Math.max(from, word.lastIndexOf('/') + 1));
  }

  /** The words behind the program. */
  List<String> arguments() {
    return start.words().isEmpty() ? List.of() : start.words().subList(1, start.words().size());
  }
}
