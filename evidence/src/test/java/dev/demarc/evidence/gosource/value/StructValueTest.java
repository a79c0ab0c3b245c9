// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource.value;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.gosource.GoFile;
import dev.demarc.evidence.gosource.GoPackage;
import dev.demarc.evidence.gosource.Handlers;
import dev.demarc.evidence.gosource.Kind;
import dev.demarc.evidence.gosource.value.Flow.Way;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructValueTest {
  @Test
  void everySpellingIsFoundAndTheShadowIsNot() {
    List<StructValue> found =
        servers(
            """
            package p

            import web "net/http"

            type app struct{ Server web.Server }

            var a = &web.Server{Addr: ":80"}
            var b web.Server

            func f(web shadow) { _ = web.Server{} }

            func g() {
            	c := new(web.Server)
            	var d, e web.Server
            	x := app{Server: web.Server{Handler: nil}}
            	y := []web.Server{}
            	use(c, d, e, x, y)
            }
            """);
    assertThat(found.stream().map(one -> one.place().line())).containsExactly(7, 8, 13, 14, 14, 15);
    assertThat(found.getFirst().sets("Addr")).isTrue();
    assertThat(found.getFirst().flow().goes(Way.VARIABLE)).isTrue();
    assertThat(found.getLast().flow().literals().getFirst().name()).isEqualTo("Server");
  }

  @Test
  void dotImportCounts() {
    assertThat(servers("package p\nimport . \"net/http\"\nvar s = &Server{Addr: a}\n")).hasSize(1);
    assertThat(servers("package p\nimport \"net/http\"\nvar s = &Server{Addr: a}\n")).isEmpty();
    assertThat(servers("package p\nimport _ \"net/http\"\nvar s = &_.Server{}\n")).isEmpty();
  }

  @Test
  void laterAssignmentsAreSeenWhereverTheValueGoes() {
    for (String body :
        List.of(
            "s := &http.Server{}; s.ReadTimeout = d; return",
            "s := &http.Server{}; func() { s.ReadTimeout = d }()",
            "var s http.Server; flag.DurationVar(&s.ReadTimeout, n, d, u)",
            "s := new(http.Server); tune(s)",
            "s := fresh(); s.ReadTimeout = d",
            "a.srv = &http.Server{}; a.late()",
            "a := &app{srv: &http.Server{}}; a.late()",
            "global = &http.Server{}",
            "s := http.Server{}; t := &s; t.ReadTimeout = d")) {
      List<StructValue> found =
          servers(
              """
              package p

              import "net/http"

              type app struct{ srv *http.Server }

              func fresh() *http.Server { return &http.Server{} }

              func tune(t *http.Server) { t.ReadTimeout = d }

              func (a *app) late() { a.srv.ReadTimeout = d }

              var global *http.Server

              func init() { global.ReadTimeout = d }

              func f(a *app) { %s }
              """
                  .formatted(body));
      StructValue one = body.contains("fresh") ? found.getFirst() : found.getLast();
      assertThat(one.sets("ReadTimeout")).as(body).isTrue();
      assertThat(one.sets("WriteTimeout")).as(body).isFalse();
    }
  }

  @Test
  void waysOutAreTold() {
    assertThat(way("return &http.Server{}")).containsExactly(Way.RETURNED);
    assertThat(way("m[k] = &http.Server{}")).containsExactly(Way.ELEMENT);
    assertThat(way("all = append(all, &http.Server{})")).containsExactly(Way.ELEMENT);
    assertThat(way("_ = []*http.Server{&http.Server{}}")).containsExactly(Way.ELEMENT);
    assertThat(way("c <- &http.Server{}")).containsExactly(Way.ELEMENT);
    assertThat(way("x.y = &http.Server{}")).containsExactly(Way.FIELD);
    assertThat(way("use(&http.Server{})")).containsExactly(Way.ARGUMENT);
    assertThat(way("_ = other{&http.Server{}}")).containsExactly(Way.LITERAL);
    assertThat(way("_ = &http.Server{}")).isEmpty();
    assertThat(way("(&http.Server{}).ListenAndServe()")).isEmpty();
  }

  private static List<Way> way(String statement) {
    return servers("package p\nimport \"net/http\"\nfunc f() {\n" + statement + "\n}\n")
        .getFirst()
        .flow()
        .stops()
        .stream()
        .map(Flow.Stop::way)
        .toList();
  }

  @Test
  void custodyTellsWhatOutlivesTheCall() {
    for (String kept :
        List.of(
            "s := &http.Server{}; return app{srv: s}",
            "a := &app{}; a.srv = &http.Server{}; return a",
            "s := &http.Server{}; go func() { later <- 1; s.Close() }; return func() { s.Close() }",
            "s := &http.Server{}; register(s)",
            "p.srv = &http.Server{}")) {
      assertThat(custody(kept).kept()).as(kept).isTrue();
    }
    for (String gone :
        List.of(
            "s := &http.Server{}; s.Serve(l)",
            "a := &app{}; a.srv = &http.Server{}; a.Serve(l)",
            "a := app{srv: &http.Server{}}; defer func() { a.Close() }(); a.Serve(l)",
            "s := &http.Server{}; tls.Harmless(s); s.Serve(l)")) {
      assertThat(custody(gone).kept()).as(gone).isFalse();
      assertThat(custody(gone).calls("Serve")).as(gone).isTrue();
    }
  }

  private static Custody custody(String statement) {
    String text =
        "package p\nimport \"net/http\"\ntype app struct{ srv *http.Server }\nfunc f(p *app) {\n";
    StructValue one = servers(text + statement + "\n}\n").getFirst();
    return Custody.of(
        one.in(), one.flow(), call -> call.child(0).orElseThrow().text().equals("tls.Harmless"));
  }

  @Test
  void handlerIsKnownByItsImports() {
    assertThat(handlers("import h \"net/http\"", "w h.ResponseWriter, r *h.Request")).isOne();
    assertThat(handlers("import . \"net/http\"", "w ResponseWriter, r *Request")).isOne();
    assertThat(handlers("import \"net/http\"", "http.ResponseWriter, *http.Request")).isOne();
    assertThat(handlers("import \"example.com/http\"", "w http.ResponseWriter, r *http.Request"))
        .isZero();
    assertThat(handlers("import \"github.com/labstack/echo/v4\"", "c echo.Context")).isOne();
    assertThat(handlers("import \"github.com/gin-gonic/gin\"", "c *gin.Context")).isOne();
    assertThat(handlers("import \"context\"", "ctx context.Context")).isZero();
  }

  private static long handlers(String imported, String parameters) {
    GoPackage in = read("package p\n" + imported + "\nfunc f(" + parameters + ") {}\n");
    return in.occurrences().all(Kind.FUNC).stream().filter(Handlers::isHandler).count();
  }

  private static List<StructValue> servers(String text) {
    return StructValue.of(read(text), "net/http", "Server");
  }

  private static GoPackage read(String text) {
    GoFile file = GoFile.parse("x.go", text.getBytes(StandardCharsets.UTF_8));
    return GoPackage.of("", List.of(file)).getFirst();
  }
}
