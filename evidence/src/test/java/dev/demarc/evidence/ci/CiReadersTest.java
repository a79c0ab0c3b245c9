// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.ci;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Reader;
import dev.demarc.evidence.SourceText;
import dev.demarc.evidence.environment.Setting;
import dev.demarc.evidence.shell.ShellScript;
import java.util.List;
import org.junit.jupiter.api.Test;

class CiReadersTest {
  private static List<?> read(Reader reader, String path, String text) {
    assertThat(reader.takes(path)).isTrue();
    Reader.Read read = reader.read(new SourceText(path, text.getBytes(UTF_8)));
    assertThat(read.problems()).isEmpty();
    return read.facts();
  }

  private static <T> List<T> of(Class<T> kind, List<?> facts) {
    return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  @Test
  void workflowOfGithub() {
    List<?> facts =
        read(
            new GithubReader(),
            ".github/workflows/ci.yml",
            """
            on: push
            env:
              GOFLAGS: -mod=mod
            defaults: {run: {shell: bash}}
            jobs:
              build:
                runs-on: ${{ matrix.os }}
                strategy: {matrix: {os: [ubuntu-latest], include: [{os: macos-15}]}}
                env: {A: "${{ github.sha }}"}
                steps:
                  - uses: actions/setup-go@v6
                    with: {go-version: 1.26}
                  - run: |
                      go build ./...
                      X=1 go test
                    working-directory: tools
                    env: {B: c}
              win:
                runs-on: windows-latest
                defaults: {run: {shell: cmd}}
                steps: [{run: dir}, {run: ls, shell: pwsh}]
            """);
    CiFile file = of(CiFile.class, facts).getFirst();
    CiJob build = file.jobs().getFirst();
    assertThat(build.runners()).containsExactly("ubuntu-latest", "macos-15");
    assertThat(build.steps().getFirst().isUse("actions/setup-go")).isTrue();
    assertThat(build.steps().getFirst().with("go-version")).isEqualTo("1.26");
    CiStep run = build.steps().getLast();
    assertThat(run.folder()).isEqualTo("tools");
    ShellScript script = run.script().orElseThrow();
    assertThat(script.commands()).hasSize(2);
    assertThat(script.commands().getLast().place()).hasToString(file.path() + ":15:11");
    assertThat(script.origin().dialect()).isEqualTo("bash");
    assertThat(script.origin().errexit()).isTrue();
    assertThat(of(ShellScript.class, facts))
        .extracting(one -> one.origin().scope() + " " + one.origin().dialect())
        .containsExactly("build bash", "win cmd", "win pwsh");
    assertThat(of(Setting.class, facts))
        .extracting(one -> one.scope() + " " + one.name() + " " + one.constant())
        .containsExactly("workflow GOFLAGS true", "build A false", "build B true", "build X true");
  }

  @Test
  void jobsOfGitlab() {
    List<?> facts =
        read(
            new GitlabReader(),
            ".gitlab-ci.yml",
            """
            variables: {GOFLAGS: {value: -mod=mod, description: x}}
            .base: &base
              before_script: [apk add git]
              script: &s
                - go build ./...
                - - go vet
            test:
              <<: *base
              extends: .go
              image: golang:1.26
              variables: {CGO_ENABLED: 0}
              script:
                - *s
                - >-
                  go test
                  ./...
            """);
    CiFile file = of(CiFile.class, facts).getFirst();
    assertThat(file.jobs()).extracting(CiJob::id).containsExactly(".base", "test");
    assertThat(file.jobs().getLast().images()).containsExactly("golang:1.26");
    assertThat(file.jobs().getLast().parents()).containsExactly(".go");
    ShellScript test = file.jobs().getLast().steps().getFirst().script().orElseThrow();
    assertThat(test.commands())
        .extracting(Object::toString)
        .containsExactly("apk add git", "go build ./...", "go vet", "go test ./...");
    assertThat(test.commands().getLast().place().line()).isEqualTo(15);
    assertThat(of(Setting.class, facts)).extracting(Setting::scope).contains("workflow", "test");
  }

  @Test
  void jobsOfCircleAndCloudBuild() {
    CiFile circle =
        of(
                CiFile.class,
                read(
                    new CircleReader(),
                    ".circleci/config.yml",
                    """
                    jobs:
                      build:
                        docker: [{image: cimg/go}]
                        environment: {A: b}
                        steps:
                          - checkout
                          - run: make
                          - when: {condition: x, steps: [{run: {command: go vet, shell: bash}}]}
                    """))
            .getFirst();
    assertThat(circle.jobs().getFirst().steps()).hasSize(3);
    assertThat(circle.jobs().getFirst().steps().get(1).script().orElseThrow().origin().errexit())
        .isTrue();
    assertThat(circle.jobs().getFirst().steps().get(2).script().orElseThrow().origin().errexit())
        .isFalse();
    List<?> facts =
        read(
            new CloudBuildReader(),
            "deploy/cloudbuild.yaml",
            """
            steps:
            - name: golang
              entrypoint: sh
              args: [-ec, "go build\\ngo vet"]
              env: ["GOPROXY=off", "A=$B"]
            - name: golang
              args: [go, test]
            """);
    assertThat(of(ShellScript.class, facts).getFirst().commands()).hasSize(2);
    assertThat(of(Setting.class, facts)).extracting(Setting::constant).containsExactly(true, false);
    CiJob second = of(CiFile.class, facts).getFirst().jobs().getLast();
    assertThat(second.steps().getFirst().command()).hasSize(2);
  }

  @Test
  void releaseToolsAndGates() {
    GoReleaser release =
        of(
                GoReleaser.class,
                read(
                    new GoReleaserReader(),
                    ".goreleaser.yml",
                    """
                    builds:
                      - main: ./cmd/app
                        env: [CGO_ENABLED=0]
                        hooks: {pre: go generate}
                        ldflags:
                          - -s -w
                          - -X main.version={{.Version}}
                    """))
            .getFirst();
    assertThat(release.builds().getFirst().mains()).containsExactly("./cmd/app");
    assertThat(release.builds().getFirst().linkFlags()).hasSize(2);
    List<?> promu =
        read(
            new PromuReader(),
            ".promu.yml",
            "build:\n  binaries: [{name: a, path: ./cmd/a}]\n  ldflags: |\n    -X a.b=c\n");
    assertThat(of(GoReleaser.class, promu).getFirst().builds().getFirst().mains()).hasSize(1);
    GolangciConfig lint =
        of(
                GolangciConfig.class,
                read(
                    new GolangciReader(),
                    ".golangci.yml",
                    """
                    version: '2'
                    linters: {default: none, enable: [govet]}
                    formatters: {enable: [gofumpt, gci]}
                    """))
            .getFirst();
    assertThat(lint.version() + lint.preset()).isEqualTo("2none");
    assertThat(lint.formatters()).hasSize(2);
    PreCommit hook =
        of(
                PreCommit.class,
                read(
                    new PreCommitReader(),
                    ".pre-commit-config.yaml",
                    "repos:\n- repo: x\n  rev: v1\n  hooks:\n  - id: go-fmt\n    args: [-w]\n"))
            .getFirst();
    assertThat(hook.id() + hook.revision() + hook.arguments()).isEqualTo("go-fmtv1[-w]");
    List<?> tasks =
        read(
            new TaskfileReader(),
            "Taskfile.yml",
            "tasks:\n  a: {cmds: [go build, {cmd: go vet}, {task: b}]}\n  b: go test\n");
    assertThat(of(ShellScript.class, tasks)).hasSize(3);
  }
}
