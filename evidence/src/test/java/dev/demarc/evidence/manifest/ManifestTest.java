// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.manifest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.SourceText;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private static Manifest read(String name, String text) {
    return Manifest.read(new SourceText(name, text.getBytes(UTF_8))).orElseThrow();
  }

  private static DeclaredContainer pod(String container) {
    return read(
            "pod.yaml",
            "apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec:\n  containers:\n    - name: app\n"
                + container.indent(6))
        .containers()
        .getFirst();
  }

  private static String said(DeclaredContainer container, String variable) {
    Optional<DeclaredVariable> one = container.variable(variable);
    return one.isEmpty()
        ? "nothing"
        : one.get().isKnown()
            ? one.get().value().orElse("taken away") + "@" + one.get().line()
            : one.get().unknown();
  }

  @Test
  void kindsWithTemplatesAndListsHoldContainers() {
    String one =
        """
        apiVersion: v1
        kind: List
        items:
          - apiVersion: batch/v1
            kind: CronJob
            metadata: {name: nightly}
            spec: {jobTemplate: {spec: {template: {spec: {containers: [{name: a, image: "r:5000/x/y:1@sha256:0"}]}}}}}
          - apiVersion: v1
            kind: Pod
            metadata: {name: p}
            spec: {initContainers: [{name: b}], containers: [{name: c}]}
        """;
    assertThat(read("all.yaml", one).containers())
        .extracting(DeclaredContainer::words)
        .containsExactly(
            "container a of CronJob nightly", "container b of Pod p", "container c of Pod p");
    assertThat(read("all.yaml", one).containers().getFirst().image()).isEqualTo("y");
  }

  @Test
  void prettyJsonIsReadToo() {
    String json =
        "{\n    \"apiVersion\": \"v1\",\n    \"kind\": \"Pod\",\n    \"spec\": {\"containers\": [{\"name\": \"a\", \"env\": [{\"name\": \"GOGC\", \"value\": \"50\"}]}]}\n}\n";
    assertThat(said(read("pod.json", json).containers().getFirst(), "GOGC")).isEqualTo("50@4");
  }

  @Test
  void valueOfTemplateIsUnknownWithAndWithoutQuotes() {
    DeclaredContainer app =
        pod(
            """
            env:
              - name: GOGC
                value: {{ .Values.gogc | quote }}
              - name: GOMAXPROCS
                value: {{ .Values.procs }}
              - name: GODEBUG
                value: "{{ .Values.debug }}"
              - name: TZ
                value: UTC
            """);
    assertThat(said(app, "GOGC")).isEqualTo("a template makes its value");
    assertThat(said(app, "GOMAXPROCS")).isEqualTo("a template makes its value");
    assertThat(said(app, "GODEBUG")).isEqualTo("a template makes its value");
    assertThat(said(app, "TZ")).startsWith("UTC@");
  }

  @Test
  void whatIsDecidedElsewhereIsUnknownAndTheLastSettingWins() {
    DeclaredContainer app =
        pod(
            """
            env:
              - {name: GOGC, value: "50"}
              - {name: GOGC, value: "80"}
              - {name: GODEBUG}
              - {name: GOMEMLIMIT, valueFrom: {resourceFieldRef: {resource: limits.memory}}}
              - {name: TZ, value: "$(ZONE)"}
              - {name: GOPROXY, value: "https://u:c4nary@proxy.example.org"}
              - {name: DB_PASSWORD, value: c4nary}
            envFrom: [{secretRef: {name: s}}]
            """);
    assertThat(said(app, "GOGC")).isEqualTo("80@9");
    assertThat(said(app, "GODEBUG")).isEqualTo("@10");
    assertThat(said(app, "GOMEMLIMIT")).isEqualTo("valueFrom resourceFieldRef");
    assertThat(said(app, "TZ")).isEqualTo("its value has $(…)");
    assertThat(said(app, "GOPROXY")).isEqualTo("a part of its value is not shown");
    assertThat(said(app, "DB_PASSWORD")).isEqualTo("nothing");
    assertThat(app.names()).contains("DB_PASSWORD");
    assertThat(app.elsewhere()).containsExactly("envFrom");
    assertThat(app.toString()).doesNotContain("c4nary");
  }

  @Test
  void commandIsFollowedToTheProgramAndWhatItSetsCounts() {
    DeclaredContainer env =
        pod(
            """
            command: [tini, --, env, -u, GODEBUG, GOGC=10, DB=c4nary, /srv/app]
            args: [--token=c4nary, c4nary]
            env: [{name: GODEBUG, value: "x=1"}]
            """);
    assertThat(env.entry().orElseThrow().arguments()).containsExactly("/srv/app", "--token", "+1");
    assertThat(said(env, "GOGC")).isEqualTo("10@7");
    assertThat(said(env, "GODEBUG")).isEqualTo("taken away@7");
    assertThat(said(pod("command: [env, -i, GOGC=10, /srv/app]\n"), "TZ"))
        .isEqualTo("taken away@7");
    assertThat(env.toString()).doesNotContain("c4nary");
  }

  @Test
  void scriptOfAShellIsReadAndWhatItMayDoIsUnknown() {
    DeclaredContainer app =
        pod(
            """
            command:
              - sh
              - -ec
              - |
                export GOGC=10
                GOMEMLIMIT=1GiB
                [ -f /x ] && export GODEBUG=a=1
                MALLOC_ARENA_MAX=2
                export TZ="$(cat /etc/timezone)"
                GOMAXPROCS=3 true
                GOTRACEBACK=all exec /srv/app serve
            env: [{name: MALLOC_ARENA_MAX, value: "8"}]
            """);
    assertThat(app.entry().orElseThrow().program()).isEqualTo("/srv/app");
    assertThat(said(app, "GOGC")).startsWith("10@");
    assertThat(said(app, "GOTRACEBACK")).startsWith("all@");
    assertThat(said(app, "MALLOC_ARENA_MAX")).startsWith("2@");
    String unknown = "the command makes its value";
    assertThat(said(app, "GOMEMLIMIT")).as("not exported").isEqualTo(unknown);
    assertThat(said(app, "GODEBUG")).as("perhaps").isEqualTo(unknown);
    assertThat(said(app, "TZ")).isEqualTo(unknown);
    assertThat(said(app, "GOMAXPROCS")).as("of another command").isEqualTo("nothing");
    assertThat(app.entry().orElseThrow().opaque()).isEmpty();
    assertThat(pod("command: [sh, -c, '. /env; exec /srv/app']\n").entry().orElseThrow().opaque())
        .isNotEmpty();
  }

  private static String opaque(String script) {
    return pod("command: [sh, -c, '" + script + "']\n").entry().orElseThrow().opaque();
  }

  @Test
  void scriptThatStartsItInSeveralWaysIsOpaque() {
    for (String script :
        List.of(
            "if [ -n \"$BIG\" ]; then GOMAXPROCS=2 exec app; else GOMAXPROCS=4 exec app; fi",
            "if [ -n \"$BIG\" ]; then GOMAXPROCS=2 exec app; fi; exec app",
            "if [ -n \"$BIG\" ]; then exec env -u GOMAXPROCS app; fi; exec app",
            "if [ -n \"$BIG\" ]; then tini env GOMAXPROCS=2 app; exit; fi; exec app",
            "A && exec env GOMAXPROCS=2 app || exec env GOMAXPROCS=4 app",
            "if A; then app; else GOMAXPROCS=4 app; fi",
            "[ -z \"$BIG\" ] || GOMAXPROCS=2 exec app",
            "GOMAXPROCS=2 app & app",
            "case $BIG in y) exec app;; esac; export GOMAXPROCS=2; app")) {
      assertThat(opaque(script)).as(script).isEqualTo("its script starts it in several ways");
    }
    for (String script :
        List.of(
            "exec app",
            "GOGC=10 exec app",
            "exec 2>&1; env; echo GOGC; exec app",
            "export NOW=$(TZ=UTC date); exec app",
            "DB=x migrate; exec env GOGC=10 app")) {
      assertThat(opaque(script)).as(script).isEmpty();
    }
  }

  @Test
  void composeHasMapsAndListsAndItsShell() {
    String text =
        """
        services:
          a:
            image: example.org/shop/a:1
            entrypoint: /srv/a --x "b c"
            environment: {GOGC: 50, TZ: , GODEBUG: "${D:-x}", GOMEMLIMIT: "1$$0"}
          b:
            build: .
            command: ["/srv/b"]
            env_file: b.env
            environment: [GOGC=60, TZ]
        """;
    List<DeclaredContainer> all = read("compose.yaml", text).containers();
    DeclaredContainer a = all.getFirst();
    assertThat(a.entry().orElseThrow().arguments()).containsExactly("/srv/a", "--x", "+1");
    assertThat(said(a, "GOGC")).isEqualTo("50@5");
    assertThat(said(a, "TZ")).isEqualTo("taken from the shell of compose");
    assertThat(said(a, "GODEBUG")).isEqualTo("compose puts its value in");
    assertThat(said(a, "GOMEMLIMIT")).isEqualTo("1$0@5");
    DeclaredContainer b = all.getLast();
    assertThat(b.entry().orElseThrow().isCertain()).isFalse();
    assertThat(said(b, "GOGC")).isEqualTo("60@10");
    assertThat(said(b, "TZ")).isEqualTo("taken from the shell of compose");
    assertThat(b.elsewhere()).containsExactly("env_file");
  }

  @Test
  void imageHasTheEnvironmentOfItsStagesAndNoArgument() {
    String text =
        """
        ARG V=9
        FROM example.org/base AS base
        ENV GOGC=50 TZ=UTC
        ARG GOMEMLIMIT=1GiB
        FROM base
        ENV GOGC=60
        ARG P
        ENV GODEBUG=$P
        ENTRYPOINT /srv/app --x
        CMD ["ignored"]
        """;
    DeclaredContainer image = read("build/Dockerfile", text).containers().getFirst();
    assertThat(said(image, "GOGC")).isEqualTo("60@6");
    assertThat(said(image, "TZ")).isEqualTo("UTC@3");
    assertThat(said(image, "GOMEMLIMIT")).isEqualTo("nothing");
    assertThat(said(image, "GODEBUG")).isEqualTo("the build puts its value in");
    assertThat(image.elsewhere()).containsExactly("the image below, example.org/base");
    assertThat(image.entry().orElseThrow().arguments()).containsExactly("/srv/app", "--x");
  }

  @Test
  void otherFilesAreNoneAndBrokenOnesAreReadAsFarAsTheyGo() {
    for (String other : List.of("", "a: 1\n", "services:\n  - docker:dind\n", "apiVersion: v1\n")) {
      assertThat(Manifest.read(new SourceText("x.yaml", other.getBytes(UTF_8)))).isEmpty();
    }
    Manifest cut =
        read(
            "c.yaml",
            "apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: a\n  \t- x: [\n");
    assertThat(cut.problems()).isNotEmpty();
  }
}
