// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The parser sees what go/parser sees: the same calls, literals, functions and imports at the same
 * offsets, and no error where go/parser has none.
 */
@Tag("slow")
class GoParserTest {
  @TempDir Path folder;

  @Test
  void standardLibrary() throws Exception {
    assumeTrue(hasGo(), "no go command on PATH: nothing to compare with");
    assertThat(compare(goRoot().resolve("src"), false)).isGreaterThan(300_000);
  }

  /** Generics, odd spellings, and files that are wrong on purpose: those must only not throw. */
  @Test
  void languagesOwnTestData() throws Exception {
    assumeTrue(hasGo(), "no go command on PATH: nothing to compare with");
    for (String data :
        List.of(
            "test",
            "src/go/parser/testdata",
            "src/go/printer/testdata",
            "src/internal/types/testdata",
            "src/cmd/compile/internal/syntax/testdata")) {
      Path root = goRoot().resolve(data);
      assumeTrue(Files.isDirectory(root), "this Go was installed without " + data);
      assertThat(compare(root, true)).as(data).isPositive();
    }
  }

  /**
   * Any other tree, such as a module cache: {@code -Ddemarc.go.tree=DIR}; see CONTRIBUTING. Done in
   * 2026-11 with Go 1.26.8 for a module cache: k8s.io, golang.org, sigs.k8s.io, go.opentelemetry.io
   * and all of github.com but one owner, two of whose generated files are larger than {@link
   * GoFile#MAX_BYTES}. 99,878 files, 10,629,572 facts, none missing, none too many; 97 of the files
   * are refused by go/parser.
   */
  @Test
  @Tag("heavy")
  void treeThatWasAskedFor() throws Exception {
    assertThat(compare(Path.of(System.getProperty("demarc.go.tree")), true)).isPositive();
  }

  /** The number of facts that both see; fails where they differ. */
  private long compare(Path source, boolean withTestData) throws Exception {
    Path facts = folder.resolve("facts");
    run(
        facts,
        "go",
        "run",
        "src/test/go/gofacts/main.go",
        withTestData ? "-testdata" : "-sources",
        source.toString());
    Map<String, Integer> balance = new HashMap<>();
    Set<String> wrong = new HashSet<>();
    AtomicLong expected = new AtomicLong();
    try (BufferedReader lines = Files.newBufferedReader(facts)) {
      lines
          .lines()
          .forEach(line -> {
            if (line.endsWith("\tERR\t0\t0\t")) {
              wrong.add(line.substring(0, line.indexOf('\t')));
            } else {
              balance.merge(line, 1, Integer::sum);
              expected.incrementAndGet();
            }
          });
    }
    List<String> problems = new ArrayList<>();
    for (Path file : goFiles(source, withTestData)) {
      GoFile parsed = GoFile.parse(relative(source, file), Files.readAllBytes(file));
      if (!wrong.contains(parsed.path())) {
        parsed.problems().forEach(problem -> problems.add(problem.toString()));
        facts(parsed).forEach(fact -> balance.merge(fact, -1, Integer::sum));
      }
    }
    balance.values().removeIf(count -> count == 0);
    assertThat(problems).isEmpty();
    assertThat(balance.entrySet().stream().limit(20)).isEmpty();
    System.getLogger(GoParserTest.class.getName())
        .log(
            System.Logger.Level.INFO,
            "{0}: {1} facts, {2} files that go/parser refuses",
            source,
            expected.get(),
            wrong.size());
    return expected.get();
  }

  private static List<String> facts(GoFile file) {
    List<String> all = new ArrayList<>();
    for (Node node : file.root().walk()) {
      switch (node.kind()) {
        case CALL -> all.add(fact(file, "CALL", node, qualified(node)));
        case COMPOSITE -> all.add(fact(file, "LIT", node, qualified(node)));
        case FUNC -> all.add(fact(file, "FUNC", node, node.child(Kind.IDENT).orElseThrow().text()));
        case FUNC_LIT -> all.add(fact(file, "FLIT", node, ""));
        case IMPORT ->
            all.add(fact(file, "IMP", node, node.child(Kind.LITERAL).orElseThrow().text()));
        default -> {}
      }
    }
    return all;
  }

  private static String qualified(Node node) {
    Node name = node.child(0).orElseThrow();
    boolean onName =
        name.is(Kind.SELECTOR) && name.child(0).filter(x -> x.is(Kind.IDENT)).isPresent();
    return name.is(Kind.IDENT) || onName
        ? name.text().replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*|\\s", "")
        : "";
  }

  private static String fact(GoFile file, String kind, Node node, String name) {
    return String.join(
        "\t",
        file.path(),
        kind,
        Integer.toString(node.start()),
        Integer.toString(node.end()),
        name.replace("\n", "\\n").replace("\r", ""));
  }

  static Path goRoot() {
    return Path.of(output("go", "env", "GOROOT"));
  }

  static List<Path> goFiles(Path root, boolean withTestData) throws IOException {
    List<Path> all = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return dir.endsWith("testdata") && !withTestData
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && file.toString().matches(".*\\.(go|go2|src)")) {
              all.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    all.sort(null);
    return all;
  }

  static boolean hasGo() {
    try {
      return !output("go", "version").isEmpty();
    } catch (UncheckedIOException absent) {
      return false;
    }
  }

  static String output(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void run(Path into, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("GOFLAGS", "-mod=mod");
    builder.environment().put("GOTOOLCHAIN", "local");
    Process process =
        builder
            .redirectOutput(into.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertThat(process.waitFor()).isZero();
  }

  private static String relative(Path root, Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }
}
