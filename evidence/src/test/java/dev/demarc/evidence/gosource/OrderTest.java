// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * In these functions the calls a(), b(), c(), … are the events; what is asked for is before z().
 */
class OrderTest {
  @Test
  void straightLinesRunInOrder() {
    assertThat(before("a(); b(); z(); c()")).isEqualTo("a b");
    assertThat(before("x := a() + b(c()); z(x)")).isEqualTo("a b c");
    assertThat(before("z(a(), b())")).isEqualTo("a b");
  }

  @Test
  void branchesJoinUnlessTheyEnd() {
    assertThat(before("if a() { b() }; z()")).isEqualTo("a b");
    assertThat(before("if a() { b(); return }; z()")).isEqualTo("a");
    assertThat(before("if a() { b(); return } else { c() }; z()")).isEqualTo("a c");
    assertThat(before("if a() { b() } else { z() }")).isEqualTo("a");
    assertThat(before("if p { a() } else if b() { c() } else { z() }")).isEqualTo("b");
    assertThat(before("if p { a(); panic(1) }; if q { b(); log.Fatalf(`x`) }; z()")).isEmpty();
    assertThat(before("if x := a(); p { b() }; z()")).isEqualTo("a b");
    assertThat(before("a(); return; z()")).isEmpty();
  }

  @Test
  void casesAreApartAndFallThrough() {
    assertThat(before("switch a() { case b(): c(); default: d() }; z()")).isEqualTo("a b c d");
    assertThat(before("switch p { case 1: a(); case 2: z() }")).isEmpty();
    assertThat(before("switch p { case 1: a(); fallthrough; case 2: z() }")).isEqualTo("a");
    assertThat(before("switch { case p: a(); return; default: b() }; z()")).isEqualTo("b");
    assertThat(before("switch { case p: a(); return }; z()")).isEmpty();
    assertThat(before("switch { case p: if q { a(); break }; b(); return }; z()")).isEqualTo("a");
    assertThat(before("select { case <-p: a(); return; case <-q: b() }; z()")).isEqualTo("b");
  }

  @Test
  void loopsGoRound() {
    assertThat(before("for p() { z(); a() }")).isEmpty();
    assertThat(anyRound("for p { z(); a() }")).isEqualTo("a z");
    assertThat(anyRound("for p { z(); if q { a(); return }; b() }")).isEqualTo("b z");
    assertThat(anyRound("for range p { z(); if q { a(); continue }; b() }")).isEqualTo("a b z");
    assertThat(before("for p { a() }; z()")).isEqualTo("a");
    assertThat(before("for { a() }; z()")).isEmpty();
    assertThat(before("for { if a() { break }; b() }; z()")).isEqualTo("a b");
    assertThat(before("for p { a(); return }; z()")).isEmpty();
    assertThat(before("out: for { for { a(); break out }; b() }; z()")).isEqualTo("a");
    assertThat(before("out: for p { for { a(); continue out }; b() }; z()")).isEqualTo("a");
    assertThat(before("for { switch { case p: a(); break }; if q { break } }; z()")).isEqualTo("a");
  }

  @Test
  void whatRunsElsewhereTakesNoPart() {
    assertThat(before("defer a(); go b(); f := func() { c() }; z()")).isEmpty();
  }

  @Test
  void gotoIsGivenUp() {
    Node function = function("again: a(); if p { goto again }; z()");
    assertThat(Order.of(function, events(function))).isEmpty();
  }

  @Test
  void deepAndLongSourceStaysLinear() {
    String deep = "for p { ".repeat(150) + "a(); z()" + " }".repeat(150);
    assertThat(before(deep)).isEqualTo("a");
    String chain = "if p { a() }" + " else if p { b() }".repeat(3000) + " else { z() }";
    Node function = function(chain);
    assertThat(Order.of(function, events(function))).isEmpty();
    assertThat(before("if p { b() }" + " else if p { f() }".repeat(3000) + "; z()")).isEqualTo("b");
  }

  private static String before(String body) {
    Node function = function(body);
    Node z = last(function);
    return names(Order.of(function, events(function)).orElseThrow().before(z));
  }

  private static String anyRound(String body) {
    Node function = function(body);
    return names(
        Order.of(function, events(function)).orElseThrow().beforeInAnyRound(last(function)));
  }

  private static String names(List<Node> nodes) {
    return String.join(
        " ", nodes.stream().map(node -> node.child(0).orElseThrow().text()).sorted().toList());
  }

  private static List<Node> events(Node function) {
    return function.walk().stream()
        .filter(node -> node.is(Kind.CALL))
        .filter(node -> node.child(0).map(Node::text).orElse("").matches("[abcdz]"))
        .toList();
  }

  private static Node last(Node function) {
    Optional<Node> z =
        events(function).stream()
            .filter(node -> node.child(0).orElseThrow().text().equals("z"))
            .findFirst();
    return z.orElseThrow();
  }

  private static Node function(String body) {
    String lines = body.replace("; ", "\n").replace(" }", "\n}").replace("{ ", "{\n");
    String source = "package p\nfunc g() {\n" + lines + "\n}\n";
    GoFile file = GoFile.parse("x.go", source.getBytes(StandardCharsets.UTF_8));
    assertThat(file.problems()).isEmpty();
    return file.functions().getFirst();
  }
}
