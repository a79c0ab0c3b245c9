// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LocalValuesTest {
  @Test
  void everyValueOfALocalIsSeen() {
    assertThat(given("x := a()\nx = b()\nuse(x)")).contains(List.of("a() 0", "b() 0"));
    assertThat(given("y, x := two()\nuse(x, y)")).contains(List.of("two() 1"));
    assertThat(given("y, x := 1, 2\nuse(x, y)")).contains(List.of("2 0"));
    assertThat(given("var x int\nuse(x)")).contains(List.of());
    assertThat(given("var x, y = two()\nuse(x, y)")).contains(List.of("two() 0"));
  }

  @Test
  void aNameThatIsFilledOutOfSightHasNone() {
    assertThat(given("use(param)", "param")).isEmpty();
    assertThat(given("for x := range list() { use(x) }")).isEmpty();
    assertThat(given("var x int\nscan(&x)\nuse(x)")).isEmpty();
    assertThat(given("x := 1\nx += 2\nuse(x)")).isEmpty();
    assertThat(given("use(x)")).isEmpty();
  }

  @Test
  void typeOfAGroupOfParametersStandsBehindTheLast() {
    assertThat(type("a")).contains("time.Time");
    assertThat(type("b")).contains("time.Time");
    assertThat(type("param")).contains("int");
    assertThat(type("local")).contains("[]byte");
    assertThat(type("made")).isEmpty();
  }

  private static Optional<String> type(String name) {
    GoPackage in =
        read("var local []byte\nmade := f()\nuse(a, b, param, local, made)", "a, b time.Time");
    return LocalValues.declaredType(in, last(in, name)).map(Node::text);
  }

  private static Optional<List<String>> given(String body) {
    return given(body, "x");
  }

  private static Optional<List<String>> given(String body, String name) {
    GoPackage in = read(body, "p int");
    return LocalValues.of(in, last(in, name))
        .map(values -> values.stream().map(v -> v.expression().text() + " " + v.result()).toList());
  }

  private static Node last(GoPackage in, String name) {
    return in.files().getFirst().root().walk().stream()
        .filter(node -> node.is(Kind.IDENT) && node.text().equals(name))
        .reduce((a, b) -> b)
        .orElseThrow();
  }

  private static GoPackage read(String body, String params) {
    String source = "package p\nfunc f(param int, " + params + ") {\n" + body + "\n}\n";
    GoFile file = GoFile.parse("x.go", source.getBytes(StandardCharsets.UTF_8));
    assertThat(file.problems()).isEmpty();
    return GoPackage.of("", List.of(file)).getFirst();
  }
}
