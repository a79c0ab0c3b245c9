// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.gosource.exec.ExecCall;
import dev.demarc.evidence.gosource.exec.Program;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GoPackageTest {
  @Test
  void importIsKnownByItsAliasAndNotByItsShadow() {
    List<ExecCall> calls =
        calls(
            """
            package p

            import run "os/exec"

            func a() { run.Command("one").Run() }

            func b(run runner) { run.Command("two").Run() }

            func c() {
            	run := newRunner()
            	run.Command("three").Run()
            }

            func d() {
            	if run := newRunner(); run != nil {
            		run.Command("four").Run()
            	}
            	run.Command("five").Run()
            }

            func e(name string) run.Cmd { return *run.Command("six") }
            """);
    assertThat(calls.stream().map(call -> call.known().orElseThrow().text()))
        .containsExactly("one", "five", "six");
  }

  @Test
  void defaultNameDropsVersions() {
    assertThat(GoImport.defaultName("os/exec")).isEqualTo("exec");
    assertThat(GoImport.defaultName("github.com/acme/cron/v3")).isEqualTo("cron");
    assertThat(GoImport.defaultName("gopkg.in/yaml.v3")).isEqualTo("yaml");
    assertThat(GoImport.defaultName("v2")).isEqualTo("v2");
  }

  @Test
  void columnsCountUtf16() {
    GoFile file = parse("package p\nvar a, b = \"é𝄞\", f()\n");
    Node call =
        file.root().walk().stream().filter(node -> node.is(Kind.CALL)).findFirst().orElseThrow();
    assertThat(call.place()).isEqualTo(new Place("x.go", 2, 19, 2, 22));
  }

  @Test
  void commandIsFollowedThroughFieldsParametersAndFlags() {
    ExecCall call =
        calls(
                """
                package main

                import ("flag"; "os/exec"; "path/filepath")

                type worker struct{ script string }

                func (w worker) run() error { return exec.Command(w.script, "-v").Run() }

                func main() {
                	name := flag.String("script", "./normalize.sh", "what to run")
                	flag.Parse()
                	start(*name)
                }

                func start(name string) {
                	path, err := filepath.Abs(name)
                	if err != nil { panic(err) }
                	worker{script: path}.run()
                }
                """)
            .getFirst();
    assertThat(call.known()).contains(new Origin.Known("./normalize.sh", false));
    assertThat(call.program()).isEqualTo(Program.SHELL);
    assertThat(call.script()).contains("./normalize.sh");
    assertThat(GoPackage.functionName(call.call())).isEqualTo("worker.run");
  }

  @Test
  void unknownCommandStaysUnknown() {
    ExecCall call =
        calls("package p\nimport \"os/exec\"\nfunc f(a []string) { exec.Command(a[0]).Run() }\n")
            .getFirst();
    assertThat(call.known()).isEmpty();
    assertThat(call.program()).isEqualTo(Program.UNKNOWN);
  }

  @Test
  void interpretersAndTheirScriptsAreKnown() {
    assertThat(script("\"/usr/bin/python3.11\", \"-u\", \"score.py\", x")).contains("score.py");
    assertThat(script("\"bash\", \"-eu\", \"import.sh\"")).contains("import.sh");
    assertThat(script("\"sh\", \"-c\", \"./a.sh\"")).isEmpty();
    assertThat(script("\"java\", \"-Xmx1g\", \"-jar\", \"app.jar\"")).contains("app.jar");
    assertThat(script("\"node\", file")).isEmpty();
    assertThat(Program.of("python3.11")).isEqualTo(Program.PYTHON);
    assertThat(Program.of("pwsh")).isEqualTo(Program.PLAIN);
    assertThat(Program.of("/opt/jdk/bin/java")).isEqualTo(Program.JAVA);
  }

  @Test
  void buildConstraintsOfOtherSystemsAreKnown() {
    assertThat(BuildConstraint.allowsUnix("windows")).isFalse();
    assertThat(BuildConstraint.allowsUnix("windows || linux")).isTrue();
    assertThat(BuildConstraint.allowsUnix("!windows && !(plan9 || js)")).isTrue();
    assertThat(BuildConstraint.allowsUnix("windows && (amd64 || arm64)")).isFalse();
    assertThat(BuildConstraint.allowsUnix("((((")).isTrue();
    assertThat(BuildConstraint.allowsUnixByName("a/exec_windows_amd64.go")).isFalse();
    assertThat(BuildConstraint.allowsUnixByName("a/windows.go")).isTrue();
  }

  @Test
  void textsAreTakenApart() {
    List<Words.Part> parts =
        shellText("fmt.Sprintf(\"a %d b %s c\", 1, q) + \" \" + strconv.Itoa(n) + suffix");
    assertThat(parts.stream().map(part -> part.getClass().getSimpleName()))
        .containsExactly(
            "Constant", "Digits", "Constant", "Value", "Constant", "Digits", "Constant");
  }

  private static List<Words.Part> shellText(String expression) {
    ExecCall call =
        calls(
                """
                package p

                import ("fmt"; "os/exec"; "strconv")

                const suffix = "; true"

                func f(q string, n int) { exec.Command("sh", "-c", %s).Run() }
                """
                    .formatted(expression.replace("%", "%%").formatted()))
            .getFirst();
    return new Words(call.in()).parts(call.shellText().orElseThrow());
  }

  private static Optional<String> script(String arguments) {
    return calls(
            "package p\nimport \"os/exec\"\nfunc f(x, file string) { exec.Command("
                + arguments
                + ").Run() }\n")
        .getFirst()
        .script();
  }

  private static List<ExecCall> calls(String text) {
    return ExecCall.in(GoPackage.of("", List.of(parse(text))).getFirst());
  }

  private static GoFile parse(String text) {
    return GoFile.parse("x.go", text.getBytes(StandardCharsets.UTF_8));
  }
}
