// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.identify.Risk;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code dev new-rule} in a copy of the checkout's risks. */
class NewRuleTest {
  private static final String SERVICES =
      "risks/src/main/resources/META-INF/services/dev.demarc.identify.Risk";

  @TempDir Path folder;
  @TempDir Path elsewhere;

  @BeforeEach
  void copy() throws IOException {
    Files.writeString(folder.resolve("pom.xml"), "<project/>\n");
    for (String part : List.of(NewRule.HOME + "/processboundary", SERVICES)) {
      Path from = Path.of("..").resolve(part);
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path to = folder.resolve(part).resolve(from.relativize(file).toString());
          Files.createDirectories(to.getParent());
          Files.copy(file, to);
        }
      }
    }
  }

  private Shell.Answer make(String id) {
    return new Shell(folder.resolve("risks")).run("dev", "new-rule", id);
  }

  /** Compiles the risks of the copy and gives the ids of the rules of one of them. */
  private List<String> rules(String type) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path out = Files.createDirectories(folder.resolve("classes"));
    StringWriter said = new StringWriter();
    try (StandardJavaFileManager files =
            compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8);
        Stream<Path> sources = Files.walk(folder.resolve(NewRule.HOME))) {
      List<Path> java =
          sources
              .filter(file -> file.toString().endsWith(".java"))
              .filter(file -> !file.toString().contains("fixtures"))
              .toList();
      boolean done =
          compiler
              .getTask(
                  said,
                  files,
                  null,
                  List.of("-proc:none", "-d", out.toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(java))
              .call();
      assertThat(done).as(said.toString()).isTrue();
    }
    try (Own loader = new Own(out.toUri().toURL())) {
      Risk risk = (Risk) loader.loadClass(type).getDeclaredConstructor().newInstance();
      return risk.rules().stream().map(rule -> rule.id().toString()).toList();
    }
  }

  /** Takes what was compiled here before what is installed. */
  private static final class Own extends URLClassLoader {
    Own(URL classes) {
      super(new URL[] {classes}, NewRuleTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      Class<?> known = findLoadedClass(name);
      return known != null
          ? known
          : name.startsWith("dev.demarc.risks.") ? findClass(name) : super.loadClass(name, resolve);
    }
  }

  @Test
  void aRuleOfAKnownRiskCompilesAndIsListed() throws Exception {
    Shell.Answer answer = make("process-boundary/made-up-rule");
    assertThat(answer.exit()).isZero();
    assertThat(answer.out()).contains("processboundary/MadeUpRule.java", "Next:", "EveryRiskTest");
    assertThat(rules("dev.demarc.risks.processboundary.ProcessBoundary"))
        .contains("process-boundary/made-up-rule", "process-boundary/no-wait-delay")
        .endsWith("process-boundary/made-up-rule");
    assertThat(Files.readString(folder.resolve(NewRule.HOME + "/processboundary/README.md")))
        .contains("\n### made-up-rule\n");
  }

  @Test
  void aNewRiskCompilesAndIsAService() throws Exception {
    assertThat(make("another-risk/first-rule").exit()).isZero();
    assertThat(rules("dev.demarc.risks.anotherrisk.AnotherRisk"))
        .containsExactly("another-risk/first-rule");
    assertThat(Files.readAllLines(folder.resolve(SERVICES)))
        .contains("dev.demarc.risks.anotherrisk.AnotherRisk")
        .isSorted();
  }

  @Test
  void everyFileOfANewRiskSaysThatItIsStillToBeWritten() throws Exception {
    make("another-risk/first-rule");
    Path home = folder.resolve(NewRule.HOME + "/anotherrisk");
    for (String file :
        List.of(
            "AnotherRisk.java",
            "FirstRule.java",
            "README.md",
            "fixtures/first-rule/bad-1/example.go",
            "fixtures/first-rule/good-3/example.go")) {
      assertThat(home.resolve(file)).content().contains(NewRule.MARK);
    }
    // a good one must have no mark, a bad one its rule's: neither passes as it is
    assertThat(home.resolve("fixtures/first-rule/good-1/example.go"))
        .content()
        .contains("// want \"" + NewRule.MARK + "\"");
  }

  @Test
  void whatExistsOrIsNoIdIsRefused() {
    assertThat(make("process-boundary/no-wait-delay").err()).contains("exists already");
    assertThat(make("process-boundary/twice").exit()).isZero();
    assertThat(make("process-boundary/twice").exit()).isEqualTo(2);
    for (String wrong : List.of("Clock/x", "clock", "clock/", "../x/y", "a/b/c", "clock/a_b")) {
      assertThat(make(wrong).exit()).as(wrong).isEqualTo(2);
      assertThat(make(wrong).err()).as(wrong).contains("is no id of a rule");
    }
    assertThat(new Shell(elsewhere).run("dev", "new-rule", "a/b").err())
        .contains("no checkout of Demarc");
  }
}
