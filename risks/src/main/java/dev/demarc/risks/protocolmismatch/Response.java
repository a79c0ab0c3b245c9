// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.CodeRole;
import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Handlers;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.identify.Evidence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A function that is given a response, and what it does to it in which order.
 *
 * @param handler whether it serves a request itself; a helper's caller may have done things before
 */
record Response(GoPackage in, Node function, boolean handler, List<ResponseFlow.Step> steps) {
  private static final String HTTP = "net/http";

  /** The functions of service code that are given a response. */
  static Stream<Response> all(Evidence evidence) {
    return evidence.of(GoPackage.class).flatMap(in -> in(in).stream());
  }

  private static List<Response> in(GoPackage in) {
    List<Response> all = new ArrayList<>();
    for (GoFile file : in.files()) {
      if (file.imported(HTTP).isEmpty() || file.isGenerated() || !CodeRole.isService(file)) {
        continue;
      }
      for (Node node : file.root().walk()) {
        if (node.is(Kind.FUNC, Kind.FUNC_LIT)) {
          writer(in, node)
              .map(name -> new Response(in, node, Handlers.isHandler(node), steps(in, node, name)))
              .filter(response -> !response.steps().isEmpty())
              .ifPresent(all::add);
        }
      }
    }
    return all;
  }

  private static List<ResponseFlow.Step> steps(GoPackage in, Node function, Node writer) {
    return function
        .child(Kind.BLOCK)
        .map(body -> ResponseFlow.of(body, new ResponseUses(in, function).of(writer)))
        .orElse(List.of());
  }

  /** The name of the one parameter that is an http.ResponseWriter. */
  static Optional<Node> writer(GoPackage in, Node function) {
    List<Node> writers =
        function.child(Kind.PARAMS).map(Node::children).orElse(List.of()).stream()
            .filter(param -> param.children().size() == 2)
            .filter(param ->
                param
                    .child(1)
                    .filter(type -> in.isImported(type, HTTP, "ResponseWriter"))
                    .isPresent())
            .flatMap(param -> param.child(0).stream())
            .toList();
    return writers.size() == 1 && !writers.getFirst().text().equals("_")
        ? Optional.of(writers.getFirst())
        : Optional.empty();
  }
}
