// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.httptimeouts;

import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.Flow;
import dev.demarc.evidence.gosource.value.Flow.Way;
import dev.demarc.evidence.gosource.value.StructValue;
import dev.demarc.identify.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The transports that a package makes from nothing, and what they lack. */
final class Transports {
  static final String[] DIALERS = {"DialContext", "Dial", "DialTLSContext", "DialTLS"};

  /** A dialer whose text says this goes to another program of the same host. */
  private static final Pattern LOCAL =
      Pattern.compile("(?is).*(\"unix\"|unix|\\bsock|socket|npipe|net\\.pipe|bufconn|vsock).*");

  private static final Pattern DIALLING = Pattern.compile("(?is).*(dial|connect).*");

  private static final Pattern CONFIGURES =
      Pattern.compile("(?i).*(configure|default|setup|enable|apply|tune|http2)[^.]*");

  private Transports() {}

  /** Every http.Transport of service code that is used and not replaced as a whole. */
  static Stream<StructValue> in(Evidence evidence) {
    return HttpCode.packages(evidence)
        .flatMap(in -> StructValue.of(in, HttpCode.HTTP, "Transport").stream())
        .filter(one -> HttpCode.isService(one.in(), one.node()))
        .filter(one -> !one.positional() && !one.flow().replaced() && isUsed(one.flow()));
  }

  private static boolean isUsed(Flow flow) {
    return !flow.stops().isEmpty() || !flow.methods().isEmpty();
  }

  /** What DefaultTransport has and this one lacks, of what ends waiting. */
  static List<String> missing(StructValue transport) {
    List<String> missing = new ArrayList<>();
    boolean ownTls = transport.sets("DialTLSContext", "DialTLS");
    if (!transport.sets(DIALERS)) {
      missing.add("a dialer with a timeout");
    }
    if (!transport.sets("TLSHandshakeTimeout") && !ownTls) {
      missing.add("TLSHandshakeTimeout");
    }
    if (!transport.sets("IdleConnTimeout") && keepsConnections(transport)) {
      missing.add("IdleConnTimeout");
    }
    return missing;
  }

  /** False when every connection is closed after its request. */
  static boolean keepsConnections(StructValue transport) {
    boolean none =
        transport
            .given("MaxIdleConnsPerHost")
            .filter(value -> value.text().startsWith("-"))
            .isPresent();
    return !transport.gives("DisableKeepAlives", "true") && !none;
  }

  /** True when its dialer goes to a Unix socket or the like: no network, no TLS, no proxy. */
  static boolean isLocal(StructValue transport) {
    return Stream.of(DIALERS)
        .flatMap(field -> transport.given(field).stream())
        .anyMatch(
            dialer -> LOCAL.matcher(shown(transport.in(), dialer)).matches() || isInMemory(dialer));
  }

  /** True when its connections are made, and closed, by somebody else. */
  static boolean isHanded(StructValue transport) {
    return Stream.of(DIALERS)
        .flatMap(field -> transport.given(field).stream())
        .anyMatch(Transports::isInMemory);
  }

  /** True for a function that gives a connection without dialling. */
  private static boolean isInMemory(Node dialer) {
    return dialer.is(Kind.FUNC_LIT) && !DIALLING.matcher(dialer.text()).matches();
  }

  /** The text of a dialer; of a name also what the package shows of it. */
  private static String shown(GoPackage in, Node dialer) {
    StringBuilder text = new StringBuilder(dialer.text());
    Node called = dialer.is(Kind.CALL) ? dialer.child(0).orElse(dialer) : dialer;
    Node name = called.is(Kind.SELECTOR) ? called.child(1).orElse(called) : called;
    Node base = called.is(Kind.SELECTOR) ? called.child(0).orElse(called) : called;
    if (name.is(Kind.IDENT)) {
      in.functions(name.text()).forEach(function -> text.append(function.text()));
      in.value(base.text()).ifPresent(value -> text.append(value.text()));
      in.bindings(base)
          .flatMap(bindings -> bindings.declaration(base))
          .flatMap(Node::parent)
          .map(above -> above.is(Kind.PARAM) ? above : above.parent().orElse(above))
          .filter(owner -> owner.is(Kind.ASSIGN, Kind.VALUE_SPEC, Kind.PARAM))
          .ifPresent(owner -> text.append(owner.text()));
    }
    return text.toString();
  }

  /** True when it is handed to another package's function that fills in what is missing. */
  static boolean isConfigured(StructValue transport) {
    return transport.flow().stops().stream()
            .anyMatch(
                stop -> stop.way() == Way.ARGUMENT && CONFIGURES.matcher(stop.name()).matches())
        || transport.flow().calls("RegisterProtocol");
  }

  /** True when a dialer of its own is not shown to be a net.Dialer or a function written here. */
  static boolean dialsElsewhere(StructValue transport) {
    return Stream.of(DIALERS)
        .flatMap(field -> transport.given(field).stream())
        .noneMatch(dialer -> shown(transport.in(), dialer).matches("(?s).*(net\\.Dial|func\\().*"));
  }

  /** The http.Client literals that take it directly. */
  static List<Node> clients(StructValue transport) {
    return transport.flow().literals().stream()
        .filter(stop -> stop.name().equals("Transport"))
        .map(Flow.Stop::node)
        .filter(literal -> isClient(transport.in(), literal))
        .toList();
  }

  private static boolean isClient(GoPackage in, Node literal) {
    return literal.child(0).filter(t -> in.isImported(t, HttpCode.HTTP, "Client")).isPresent();
  }

  /** True when all that takes it is clients that have a Timeout. */
  static boolean isBounded(StructValue transport) {
    List<Flow.Stop> stops = transport.flow().stops();
    List<StructValue> clients = StructValue.of(transport.in(), HttpCode.HTTP, "Client");
    return !stops.isEmpty()
        && stops.stream()
            .allMatch(stop -> {
              List<StructValue> taking =
                  clients.stream().filter(client -> takes(client, stop)).toList();
              return !taking.isEmpty()
                  && taking.stream().allMatch(client -> client.sets("Timeout"));
            });
  }

  /** True when a transport that goes out in this way goes to this client. */
  static boolean takes(StructValue client, Flow.Stop stop) {
    if (!stop.name().equals("Transport")) {
      return false;
    }
    if (stop.way() == Way.LITERAL) {
      return stop.node().equals(client.node());
    }
    Optional<Node> base = stop.node().child(0).filter(node -> stop.way() == Way.FIELD);
    Optional<String> held = base.map(node -> node.child(1).orElse(node)).map(Node::text);
    Optional<Node> local =
        base.flatMap(node -> client.in().bindings(node).flatMap(b -> b.declaration(node)));
    return local.filter(client.flow().locals()::contains).isPresent()
        || client.flow().stops().stream()
            .anyMatch(
                other -> other.way() != Way.ARGUMENT && held.equals(Optional.of(other.name())));
  }

  /** The value that a literal gives a key. */
  static Optional<Node> key(Node literal, String name) {
    return literal.child(Kind.LITERAL_VALUE).map(Node::children).orElse(List.of()).stream()
        .filter(element -> element.is(Kind.KEY_VALUE))
        .filter(element -> element.child(0).filter(key -> key.text().equals(name)).isPresent())
        .flatMap(element -> element.child(1).stream())
        .findFirst();
  }
}
