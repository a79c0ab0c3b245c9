// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.protocolmismatch;

import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.Node;
import dev.demarc.evidence.gosource.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Whether a Content-Type that came too late is the one that net/http sent: text/plain, for
 * http.Error and for a body that begins with constant plain text.
 */
final class PlainAnyway {
  private static final Set<String> WRITES =
      Set.of("Write", "WriteString", "Fprint", "Fprintf", "Fprintln");

  /** Beginnings of other types that are made of letters: sniff.go of net/http, Go 1.26. */
  private static final List<String> OTHER =
      List.of("<", "%", "BM", "GIF8", "RIFF", "FORM", "MThd", "OggS", "OTTO", "ttcf", "wOF");

  private final Response response;
  private final Words words;

  PlainAnyway(Response response) {
    this.response = response;
    this.words = new Words(response.in());
  }

  /** True when it is certain that the client sees the type all the same. */
  boolean holds(ResponseFlow.Step late, ResponseEvent sent) {
    boolean plain =
        late.event().is(ResponseEvent.Kind.TYPE)
            && late.event().text().filter(PlainAnyway::isPlain).isPresent();
    return plain && response.handler() && isUntyped(sent) && (isError(sent) || isText(sent));
  }

  private static boolean isPlain(String type) {
    String bare = type.toLowerCase(Locale.ROOT).replace(" ", "");
    return bare.equals("text/plain") || bare.equals("text/plain;charset=utf-8");
  }

  /** True when nothing before may have said a type, and nothing is out of sight. */
  private boolean isUntyped(ResponseEvent sent) {
    boolean known =
        events()
            .noneMatch(one ->
                one.is(ResponseEvent.Kind.ESCAPE)
                    || one.text().filter(PlainAnyway::stopsSniffing).isPresent());
    return known
        && response.steps().stream()
            .filter(step -> step.event().equals(sent))
            .flatMap(step -> step.maybe().stream())
            .noneMatch(one -> one.is(ResponseEvent.Kind.TYPE) || one.sends());
  }

  private static boolean stopsSniffing(String header) {
    return header.equalsIgnoreCase("Content-Encoding")
        || header.equalsIgnoreCase("Transfer-Encoding");
  }

  private boolean isError(ResponseEvent sent) {
    return sent.is(ResponseEvent.Kind.ERROR)
        && Stream.of("Error", "NotFound")
            .anyMatch(name -> response.in().isCall(sent.node(), "net/http", name));
  }

  private boolean isText(ResponseEvent sent) {
    boolean hasBody =
        sent.text().filter(code -> code.matches("204|304|.*(NoContent|NotModified)")).isEmpty();
    List<ResponseEvent> bodies =
        events().filter(one -> one.sends() && !one.is(ResponseEvent.Kind.STATUS)).toList();
    return hasBody
        && !bodies.isEmpty()
        && bodies.stream().allMatch(one -> one.is(ResponseEvent.Kind.WRITE) && isText(one.node()));
  }

  private Stream<ResponseEvent> events() {
    return response.steps().stream().map(ResponseFlow.Step::event);
  }

  private boolean isText(Node call) {
    String name = call.child(0).flatMap(one -> one.child(1)).map(Node::text).orElse("");
    List<Node> arguments = call.children().stream().skip(1).toList();
    boolean method = arguments.size() == 1 && name.startsWith("Write");
    boolean function = arguments.size() == 2 && !name.equals("Write");
    return WRITES.contains(name)
        && (method || function)
        && constant(arguments.getLast())
            .filter(text -> !name.equals("Fprintf") || text.indexOf('%') < 0)
            .filter(PlainAnyway::isTextByItsBeginning)
            .isPresent();
  }

  /** A constant text, also as bytes. */
  private Optional<String> constant(Node value) {
    boolean bytes = value.is(Kind.CALL) && value.child(0).filter(f -> f.is(Kind.ARRAY)).isPresent();
    return (bytes ? value.child(1) : Optional.of(value)).flatMap(words::constant);
  }

  private static boolean isTextByItsBeginning(String text) {
    return !text.isBlank()
        && text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\t' || c == '\r')
        && OTHER.stream().noneMatch(text.stripLeading()::startsWith);
  }
}
