// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.tlsresumption;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.value.Flow;
import dev.demarc.evidence.gosource.value.StructValue;
import dev.demarc.identify.Evidence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The TLS configurations that service code makes, and the sides of a connection they go to. */
final class TlsConfigs {
  static final String TLS = "crypto/tls";

  private static final List<String> DIALS = List.of("Dial", "DialWithDialer", "Client");
  private static final List<String> ACCEPTS = List.of("Listen", "NewListener", "Server");

  private TlsConfigs() {}

  /** The packages that import crypto/tls. */
  static Stream<GoPackage> packages(Evidence evidence) {
    return evidence
        .of(GoPackage.class)
        .filter(in -> in.files().stream().anyMatch(file -> file.imported(TLS).isPresent()));
  }

  /** Every tls.Config of service code that is not replaced as a whole. */
  static Stream<StructValue> in(Evidence evidence) {
    return packages(evidence)
        .flatMap(in -> StructValue.of(in, TLS, "Config").stream())
        .filter(config -> isService(config.in(), config.node()))
        .filter(config -> !config.positional() && !config.flow().replaced());
  }

  /** True for code that people wrote for others than tests and tools. */
  static boolean isService(GoPackage in, Node node) {
    GoFile file = in.file(node);
    return !file.isGenerated()
        && file.imported("testing").isEmpty()
        && file.imported("net/http/httptest").isEmpty()
        && !CodeRole.isOther(file.path());
  }

  /** The first place where it goes to the client's side of a connection. */
  static Optional<Node> client(StructValue config) {
    return config.flow().stops().stream()
        .filter(stop -> isClient(config.in(), stop))
        .map(Flow.Stop::node)
        .findFirst();
  }

  /** True when it goes to a server's side too. */
  static boolean isServer(StructValue config) {
    return config.sets("ClientAuth", "ClientCAs")
        || config.flow().stops().stream().anyMatch(stop -> isServer(config.in(), stop));
  }

  private static boolean isClient(GoPackage in, Flow.Stop stop) {
    return switch (stop.way()) {
      case ARGUMENT ->
          isDial(in, stop.node()) || isCredentials(in, stop.node(), "WithTransportCredentials");
      case FIELD -> stop.name().equals("TLSClientConfig");
      case LITERAL ->
          stop.name().equals("TLSClientConfig")
              || (stop.name().equals("Config") && isType(in, stop.node(), TLS, "Dialer"));
      default -> false;
    };
  }

  private static boolean isServer(GoPackage in, Flow.Stop stop) {
    return switch (stop.way()) {
      case ARGUMENT ->
          ACCEPTS.stream().anyMatch(name -> in.isCall(stop.node(), TLS, name))
              || isCredentials(in, stop.node(), "Creds");
      case FIELD -> stop.name().equals("TLSConfig");
      case LITERAL ->
          stop.name().equals("TLSConfig") && isType(in, stop.node(), "net/http", "Server");
      default -> false;
    };
  }

  /** True for a call that makes the client's side of a connection. */
  static boolean isDial(GoPackage in, Node call) {
    return DIALS.stream().anyMatch(name -> in.isCall(call, TLS, name));
  }

  /** gRPC's credentials, handed to an option of this name. */
  private static boolean isCredentials(GoPackage in, Node call, String option) {
    return in.isCall(call, "google.golang.org/grpc/credentials", "NewTLS")
        && Flow.of(in, call).stops().stream().anyMatch(stop -> stop.name().endsWith("." + option));
  }

  private static boolean isType(GoPackage in, Node literal, String path, String name) {
    return literal.child(0).filter(type -> in.isImported(type, path, name)).isPresent();
  }
}
