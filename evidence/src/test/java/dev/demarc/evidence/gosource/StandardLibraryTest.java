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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The parser sees what go/parser sees, in every file of the installed Go. */
@Tag("slow")
class StandardLibraryTest {
  @TempDir Path folder;

  @Test
  void callsLiteralsFunctionsAndImportsAreThoseOfGoParser() throws Exception {
    assumeTrue(hasGo(), "no go command on PATH: nothing to compare with");
    Path source = Path.of(output("go", "env", "GOROOT")).resolve("src");
    Path facts = folder.resolve("facts");
    run(facts, "go", "run", "src/test/go/gofacts/main.go", source.toString());

    Map<String, Integer> balance = new HashMap<>();
    AtomicLong expected = new AtomicLong();
    try (BufferedReader lines = Files.newBufferedReader(facts)) {
      lines
          .lines()
          .forEach(line -> {
            balance.merge(line, 1, Integer::sum);
            expected.incrementAndGet();
          });
    }
    List<String> problems = new ArrayList<>();
    for (Path file : goFiles(source)) {
      GoFile parsed = GoFile.parse(relative(source, file), Files.readAllBytes(file));
      parsed.problems().forEach(problem -> problems.add(problem.toString()));
      facts(parsed).forEach(fact -> balance.merge(fact, -1, Integer::sum));
    }
    balance.values().removeIf(count -> count == 0);
    assertThat(problems).isEmpty();
    assertThat(expected.get()).isGreaterThan(300_000);
    assertThat(balance.entrySet().stream().limit(20)).isEmpty();
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
    return name.is(Kind.IDENT) || onName ? name.text().replaceAll("\\s|//[^\\n]*", "") : "";
  }

  private static String fact(GoFile file, String kind, Node node, String name) {
    return String.join(
        "\t",
        file.path(),
        kind,
        Integer.toString(node.start()),
        Integer.toString(node.end()),
        name);
  }

  static List<Path> goFiles(Path root) throws IOException {
    List<Path> all = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path dir, BasicFileAttributes attributes) {
            return dir.endsWith("testdata")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (attributes.isRegularFile() && file.toString().endsWith(".go")) {
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
