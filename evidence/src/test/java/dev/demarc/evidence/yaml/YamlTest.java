// SPDX-License-Identifier: Apache-2.0
package dev.demarc.evidence.yaml;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Passage;
import dev.demarc.evidence.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

class YamlTest {
  private static Yaml read(String text) {
    return Yaml.read(new SourceText("a.yml", text.getBytes(UTF_8)));
  }

  private static YamlNode root(String text) {
    Yaml yaml = read(text);
    assertThat(yaml.problems()).isEmpty();
    return yaml.documents().getFirst();
  }

  /** Each word of the passage that also stands in the file must lead to it. */
  private static void leadsToTheFile(YamlNode.Scalar scalar, String... words) {
    Passage passage = scalar.passage();
    assertThat(passage.text()).isEqualTo(scalar.text());
    for (String word : words) {
      byte[] wanted = word.getBytes(UTF_8);
      int at = new String(passage.bytes(), UTF_8).indexOf(word);
      int inBytes = passage.text().substring(0, at).getBytes(UTF_8).length;
      int from = passage.offset(inBytes);
      assertThat(passage.file().text(from, from + wanted.length)).isEqualTo(word);
    }
  }

  @Test
  void keysAndValuesHaveTheirPlaces() {
    YamlNode root = root("jobs:\n  build: # comment\n    name: 'Größe x'\n    on: [a, \"b\"]\n");
    var name = root.at("jobs", "build").orElseThrow().entries().getFirst();
    assertThat(name.key().place()).hasToString("a.yml:3:5");
    assertThat(name.value().place())
        .satisfies(place -> {
          assertThat(place.column()).isEqualTo(11);
          assertThat(place.endColumn()).isEqualTo(20);
        });
    assertThat(root.text("jobs", "build", "name")).isEqualTo("Größe x");
    assertThat(root.scalars("jobs", "build", "on")).extracting("text").containsExactly("a", "b");
    assertThat(root.at("jobs", "build", "on").orElseThrow().place().endColumn()).isEqualTo(17);
  }

  @Test
  void literalBlockKeepsItsLinesAndPlaces() {
    YamlNode root = root("run: |\n    one\n\n      two é\n    three\n\nnext: 1\n");
    YamlNode.Scalar run = root.scalar("run").orElseThrow();
    assertThat(run.text()).isEqualTo("one\n\n  two é\nthree\n");
    leadsToTheFile(run, "one", "  two é", "three");
    assertThat(root.scalar("next").orElseThrow().place().line()).isEqualTo(7);
  }

  @Test
  void indentationIndicatorsAndChomping() {
    leadsToTheFile(root("run: |2-\n    deep\n  flat\n\n").scalar("run").orElseThrow(), "  deep");
    YamlNode.Scalar kept = root("run: |+\n  a\n\n\nb: 1\n").scalar("run").orElseThrow();
    assertThat(kept.text()).isEqualTo("a\n\n\n");
    leadsToTheFile(kept, "a");
    leadsToTheFile(root("a: |").scalar("a").orElseThrow());
  }

  @Test
  void foldedBlock() {
    String text = "run: >-\n  go build\n  -ldflags x\n\n  second\n    kept\n  last\n";
    YamlNode.Scalar run = root(text).scalar("run").orElseThrow();
    assertThat(run.text()).isEqualTo("go build -ldflags x\nsecond\n  kept\nlast");
    leadsToTheFile(run, "go build", "-ldflags x", "second", "  kept", "last");
  }

  @Test
  void plainAndQuotedOverSeveralLines() {
    leadsToTheFile(root("a: one\n   two\n\n   three\n").scalar("a").orElseThrow(), "two", "three");
    leadsToTheFile(root("a: 'it''s\n  two'\n").scalar("a").orElseThrow(), "it'", "s", "two");
    YamlNode.Scalar quoted =
        root("a: \"x\\ty\\u00e9 \\\n   z  \n   \\x41\\\"end\"\n").scalar("a").orElseThrow();
    assertThat(quoted.text()).isEqualTo("x\tyé z A\"end");
    leadsToTheFile(quoted, "y", "z", "end");
  }

  @Test
  void carriageReturnsAndByteOrderMark() {
    YamlNode root = root("\ufeffrun: |\r\n  one\r\n  two\r\nb: \"x\r\n  y\"\r\n");
    leadsToTheFile(root.scalar("run").orElseThrow(), "one", "two");
    assertThat(root.text("run")).isEqualTo("one\ntwo\n");
    assertThat(root.text("b")).isEqualTo("x y");
  }

  @Test
  void brokenDocumentGivesWhatCameBefore() {
    Yaml yaml = read("a: 1\nb:\n  - x\n  - y: [1, 2\nc: 3\n---\nd: 4\n");
    assertThat(yaml.documents()).hasSize(2);
    assertThat(yaml.documents().getFirst().text("a")).isEqualTo("1");
    assertThat(yaml.documents().getFirst().items("b")).hasSize(2);
    assertThat(yaml.documents().getLast().text("d")).isEqualTo("4");
    assertThat(yaml.problems()).hasSize(1);
    assertThat(yaml.problems().getFirst().line()).isEqualTo(5);
    assertThat(yaml.problems().getFirst().lost()).isEqualTo("rest of the document");
  }

  @Test
  void tabsAndDuplicateKeysAreProblems() {
    assertThat(read("a:\n\tb: 1\n").problems()).hasSize(1);
    Yaml twice = read("a: 1\nb: 2\na: 3\n");
    assertThat(twice.documents().getFirst().text("a")).isEqualTo("3");
    assertThat(twice.problems().getFirst().text()).contains("'a' stands twice, first in line 1");
  }

  @Test
  void anchorsAliasesAndMergeKeys() {
    YamlNode root =
        root("base: &base\n  image: x\n  stage: s\njob:\n  <<: *base\n  stage: own\n  v: *base\n");
    assertThat(root.text("job", "image")).isEqualTo("x");
    assertThat(root.text("job", "stage")).isEqualTo("own");
    assertThat(root.text("job", "v", "image")).isEqualTo("x");
    YamlNode.Scalar script = root("a: &s |\n  one\nb: *s\n").scalar("b").orElseThrow();
    leadsToTheFile(script, "one");
    assertThat(read("a: *none\nb: 1\n").problems()).hasSize(1);
    assertThat(read("a: &a [*a]\n").problems()).hasSize(1);
  }

  @Test
  void aliasesDoNotMultiplyWithoutEnd() {
    StringBuilder text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (int i = 1; i < 12; i++) {
      String one = "*a" + (i - 1);
      text.append("a" + i + ": &a" + i + " [" + String.join(", ", List.of(one, one, one, one)));
      text.append(", " + String.join(", ", List.of(one, one, one, one)) + "]\n");
    }
    Yaml yaml = read(text.toString());
    assertThat(yaml.problems()).hasSize(1);
    assertThat(yaml.documents().getFirst().items("a3")).hasSize(8);
  }

  @Test
  void hostileInputIsBounded() {
    for (String bad :
        List.of(
            "",
            "\0\0\0",
            "[".repeat(100_000),
            "- ".repeat(50_000),
            "a: ".repeat(1000),
            "\"",
            "? ",
            "&a",
            "!",
            "|",
            "---\n".repeat(1000),
            "{".repeat(5000) + "}",
            "\ufeff",
            "%TAG",
            "'\n---\n".repeat(500),
            "a: \"\\",
            "a: \"\\u12\"",
            "a: |9\n x",
            "*")) {
      Yaml yaml = read(bad);
      assertThat(yaml.problems()).hasSizeLessThanOrEqualTo(20);
    }
    assertThat(Yaml.read(new SourceText("a", new byte[Yaml.MAX_BYTES + 1])).problems())
        .extracting("problem")
        .containsExactly("too-large");
    assertThat(read("[a, " + "a, ".repeat(1_000_000) + "a]").problems()).hasSize(1);
    byte[] odd = {'a', ':', ' ', (byte) 0xff, (byte) 0xc3, '\n'};
    assertThat(Yaml.read(new SourceText("a", odd)).documents()).hasSize(1);
  }
}
