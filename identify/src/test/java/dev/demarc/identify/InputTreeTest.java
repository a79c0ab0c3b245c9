// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.demarc.host.Tool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputTreeTest {
  @TempDir Path root;

  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "ab",
          "a.o",
          "b.o",
          "x.log",
          "keep.log",
          "foo",
          "bar",
          "Foo",
          "x y",
          "x ",
          "#x",
          "!x",
          "a[b]",
          "é.txt",
          "deep.tmp",
          "a1",
          "a9",
          "a-b");

  private static final String[] PATTERNS = {
    "*.o", "/a", "b/", "!keep.log", "*.log", "foo/**", "**/bar", "a/**/b", "a?", "a[0-5]", "a[!b]",
    "\\#x", "\\!x", "x\\ ", "x y  ", "# comment", "", "foo/bar", "/foo/*", "!/foo/b", "**", "**/",
    "/**", "a\\[b\\]", "[[:upper:]]oo", "é*", "*b", "a*b*", "a[]-]b", "[a-", "foo\\", "!", "/",
    "*.tmp\r", "[^a]", "a**b", "**/foo/**", "!a/**", "!*/", "b\\", "a[b-a]", "[\\a]"
  };

  @Test
  void ignoresWhatGitIgnores() throws Exception {
    assumeThat(Tool.find("git")).isPresent();
    long seed = 20261124;
    java.util.Random random = new java.util.Random(seed);
    for (int round = 0; round < 12; round++) {
      Path tree = Files.createDirectories(root.resolve("r" + round));
      git(tree, "init", "-q");
      List<String> files = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        StringBuilder path = new StringBuilder();
        for (int depth = random.nextInt(4); depth > 0; depth--) {
          path.append(NAMES.get(random.nextInt(NAMES.size()))).append("_d/");
          if (random.nextBoolean()) {
            path.setLength(path.length() - 3);
            path.append('/');
          }
        }
        path.append(NAMES.get(random.nextInt(NAMES.size())));
        make(tree, path.toString(), files);
      }
      patterns(tree.resolve(".gitignore"), random);
      patterns(tree.resolve(".git/info/exclude"), random);
      for (String file : files) {
        if (random.nextInt(4) == 0) {
          patterns(tree.resolve(file).resolveSibling(".gitignore"), random);
        }
      }
      List<String> sorted = files.stream().sorted().toList();
      for (int i = 0; i < 3; i++) {
        git(tree, "add", "-f", "--", sorted.get(random.nextInt(sorted.size())));
      }
      git(tree, "update-index", "--index-version", round % 2 == 0 ? "4" : "2");
      TreeSet<String> wanted = new TreeSet<>();
      byte[] listed =
          git(tree, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout();
      for (String path : new String(listed, StandardCharsets.UTF_8).split("\0", -1)) {
        if (!path.isEmpty()) {
          wanted.add(path);
        }
      }
      InputTree seen = InputTree.of(tree, List.of());
      assertThat(new TreeSet<>(seen.paths().files()))
          .as("seed %s, round %s, patterns %s", seed, round, read(tree))
          .isEqualTo(wanted);
    }
  }

  private static String read(Path tree) throws IOException {
    return Files.readString(tree.resolve(".gitignore"))
        + "exclude "
        + Files.readString(tree.resolve(".git/info/exclude"));
  }

  private static void make(Path tree, String path, List<String> files) {
    try {
      Path file = tree.resolve(path);
      Files.createDirectories(file.getParent());
      if (!Files.exists(file)) {
        Files.writeString(file, "x");
        files.add(path);
      }
    } catch (IOException clash) {
      // a name is a file here and a folder there: then this one is left out
    }
  }

  private static void patterns(Path file, java.util.Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(5); i >= 0; i--) {
      String pattern = PATTERNS[random.nextInt(PATTERNS.length)];
      boolean sweeping = pattern.equals("**") || pattern.equals("/**") || pattern.equals("**/");
      if (!sweeping || random.nextInt(6) == 0) {
        lines.add(pattern);
      }
    }
    Files.writeString(file, lines.stream().map(l -> l + "\n").collect(Collectors.joining()));
  }

  private static Tool.Result git(Path in, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of("-c", "core.excludesFile=", "-c", "user.name=x"));
    words.addAll(List.of(arguments));
    Tool.Result result = Tool.of("git").in(in).run(new byte[0], words);
    assertThat(result.ok()).as(result.problem()).isTrue();
    return result;
  }

  @Test
  void ignoreFilesCountWithoutGitAndAboveTheInput() throws Exception {
    Trees.write(root, ".gitignore", "*.gen.go\n");
    Trees.write(root, "sub/a.gen.go", "package a\n");
    Trees.write(root, "sub/a.go", "package a\n");
    assertThat(InputTree.of(root, List.of()).paths().files())
        .containsExactly(".gitignore", "sub/a.go");
    assertThat(InputTree.of(root.resolve("sub"), List.of()).paths().files())
        .containsExactly("a.gen.go", "a.go");
    assumeThat(Tool.find("git")).isPresent();
    git(root, "init", "-q");
    assertThat(InputTree.of(root.resolve("sub"), List.of()).paths().files())
        .containsExactly("a.go");
  }

  @Test
  void ignoredSumOfAnArchiveIsSeen() throws Exception {
    Trees.write(root, "go.sum", "x");
    Trees.write(root, "out.bin", "x");
    Trees.write(root, ".gitignore", "/go.sum\n*.bin\n");
    assertThat(InputTree.of(root, List.of()).paths().files())
        .containsExactly(".gitignore", "go.sum");
    assertThat(InputTree.of(root, List.of()).contains("go.sum")).isFalse();
  }

  @Test
  void whatIsLeftOutIsCounted() throws Exception {
    for (String path :
        List.of(
            "a.go",
            "vendor/x/x.go",
            "vendor/modules.txt",
            "testdata/one",
            "testdata/in/two",
            "node_modules/p/i.js",
            ".idea/w.xml",
            "_old/o.go",
            "_x.go",
            "build/out",
            ".gitignore",
            "docs/gen.go",
            "web/app.go")) {
      Trees.write(root, path, "x");
    }
    Trees.write(root, ".gitignore", "/build/\n");
    Trees.write(root, "docs/gen.go", "// Code generated by x. DO NOT EDIT.\n\npackage docs\n");
    Settings settings = Settings.standard("test", Trees.TODAY).without(List.of("web/"));
    IdentifyReport report = Trees.engine(settings).identify(root, ".");
    assertThat(report.leftOut())
        .containsExactly(
            new LeftOut("excluded", 1, false),
            new LeftOut("generated", 1, false),
            new LeftOut("gitignore", 1, false),
            new LeftOut("hidden", 1, false),
            new LeftOut("node_modules", 1, false),
            new LeftOut("testdata", 2, false),
            new LeftOut("underscore", 2, false),
            new LeftOut("vendor", 2, false));
    assertThat(InputTree.of(root, List.of()).paths().files()).contains("vendor/modules.txt");
    assertThat(String.valueOf(report.tree().get("leftOut")))
        .startsWith("[{reason=excluded, files=1}, ");
  }

  @Test
  void globsTakeNoTimeThatGrowsByThePowerOfTheirStars() {
    String glob = "*a".repeat(40) + "b";
    assertThat(IgnorePattern.matches(glob, "a".repeat(4000))).isFalse();
  }

  @Test
  void brokenIndexGivesNothing() {
    byte[] index = "DIRC\0\0\0\2\0\0\0\1xx".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(GitIndex.paths(index, 20)).isEmpty();
    assertThat(GitIndex.paths(new byte[0], 20)).isEmpty();
  }
}
