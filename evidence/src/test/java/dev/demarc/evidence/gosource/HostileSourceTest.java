// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.gosource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** No bytes make the parser throw, loop, or exhaust the stack. */
class HostileSourceTest {
  private static final long SEED = 20261124L;

  @Test
  void deepNestingIsAProblemAndNotAStackOverflow() {
    for (String open :
        List.of("(", "[", "{", "[]", "*", "-", "func(){", "f(", "<-", "map[x]", "!")) {
      GoFile file = parse("package p\nvar x = " + open.repeat(100_000) + "\nfunc after() {}\n");
      assertThat(file.problems()).as(open).isNotEmpty();
      assertThat(file.functions()).as(open).hasSize(1);
    }
  }

  @Test
  void deepStatementsAndTypesAreProblemsToo() {
    assertThat(parse("package p\nfunc f() {" + "if x {".repeat(50_000)).problems()).isNotEmpty();
    assertThat(parse("package p\ntype T " + "struct{ a ".repeat(50_000)).problems()).isNotEmpty();
    assertThat(parse("package p\nvar x = T" + "{".repeat(50_000)).problems()).isNotEmpty();
  }

  @Test
  void longChainsAreNoNesting() {
    String sum = "1" + " + 1".repeat(100_000);
    String calls = "x" + ".f()".repeat(100_000);
    String ifs = "if a {}" + " else if b {}".repeat(20_000);
    GoFile file =
        parse("package p\nvar s = " + sum + "\nvar c = " + calls + "\nfunc f() {" + ifs + "}\n");
    assertThat(file.problems()).isEmpty();
    assertThat(file.root().walk()).hasSizeGreaterThan(400_000);
    assertThat(GoPackage.of("", List.of(file))).hasSize(1);
  }

  @Test
  void brokenDeclarationCostsOnlyItself() {
    GoFile file =
        parse(
            """
            package p

            func good() { f() }

            func bad() { if := ; }

            type T struct { a int }

            func alsoGood() { g() }
            """);
    assertThat(file.problems()).hasSize(1);
    assertThat(file.problems().getFirst().line()).isEqualTo(5);
    assertThat(file.functions().stream().map(GoPackage::functionName))
        .containsExactly("good", "alsoGood");
  }

  @Test
  void emptyAndBinaryFilesHaveATree() {
    assertThat(parse("").problems()).hasSize(1);
    byte[] bytes = new byte[4096];
    new Random(SEED).nextBytes(bytes);
    assertThat(GoFile.parse("x.go", bytes).root().kind()).isEqualTo(Kind.FILE);
  }

  @Test
  void tooLargeFileIsAProblem() {
    GoFile file = GoFile.parse("big.go", new byte[GoFile.MAX_BYTES + 1]);
    assertThat(file.problems()).hasSize(1);
    assertThat(file.problems().getFirst().problem()).isEqualTo("too-large");
  }

  @Test
  @Tag("slow")
  void damagedRealFilesNeverThrow() throws IOException {
    assumeTrue(GoParserTest.hasGo(), "no go command on PATH: no real files at hand");
    Path source = GoParserTest.goRoot().resolve("src");
    List<Path> files = new ArrayList<>(GoParserTest.goFiles(source, false));
    Random random = new Random(SEED);
    Collections.shuffle(files, random);
    for (Path path : files.subList(0, 200)) {
      byte[] bytes = Files.readAllBytes(path);
      byte[] cut = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      byte[] flipped = bytes.clone();
      for (int i = 0; i < 20 && flipped.length > 0; i++) {
        flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
      }
      for (byte[] damaged : List.of(cut, flipped)) {
        GoFile file = GoFile.parse("seed-" + SEED + "/" + path.getFileName(), damaged);
        assertThat(file.root().walk()).isNotEmpty();
        GoPackage.of("", List.of(file));
      }
    }
  }

  private static GoFile parse(String text) {
    return GoFile.parse("x.go", text.getBytes(StandardCharsets.UTF_8));
  }
}
