// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static dev.demarc.contract.check.Returns.HEADER;
import static dev.demarc.contract.check.Returns.ROW1;
import static dev.demarc.contract.check.Returns.ROW2;
import static dev.demarc.contract.check.Returns.ROW3;
import static dev.demarc.contract.check.Returns.utf8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Dimension;
import dev.demarc.contract.Relation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
  private static final String OUT1 = "{\"return_id\":\"R00000001\",\"order_id\":11,\"qty\":1}\n";
  private static final String OUT2 = "{\"return_id\":\"R00000002\",\"order_id\":12.0,\"qty\":2}\n";
  private static final String OUT3 = "{\"return_id\":\"R00000003\",\"order_id\":1.3e1,\"qty\":3}\n";

  private final Returns returns = new Returns();

  private Judgement judge(String stdout, String stderr) {
    return judge(utf8(stdout), utf8(stderr));
  }

  private Judgement judge(byte[] stdout, byte[] stderr) {
    Admission.Accepted in = (Admission.Accepted) returns.admit(HEADER + ROW1 + ROW2 + ROW3);
    return Judge.of(returns.contract()).examine(in, stdout, stderr);
  }

  private static List<String> said(Judgement judgement) {
    assertThat(judgement.violations()).allMatch(v -> v.dimension() == Dimension.OUTPUT);
    return judgement.violations().stream()
        .map(v ->
            v.check()
                + "/"
                + v.keyword()
                + " "
                + (v.item().isPresent() ? v.item().getAsLong() : "-"))
        .toList();
  }

  @Test
  void rightAnswerIsKeptAndNumbersAreComparedByValue() {
    Judgement judgement = judge(OUT1 + OUT2 + OUT3, "INFO done\n");
    assertThat(judgement.violations()).isEmpty();
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 3, 0, 0, 0));
  }

  @Test
  void rejectedRowIsNotLost() {
    Judgement judgement = judge(OUT3 + OUT1, "REJECT R00000002: no such sku\n");
    assertThat(judgement.violations()).isEmpty();
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 2, 0, 1, 0));
  }

  @Test
  void rejectionWithoutKeyExcusesOneRow() {
    assertThat(judge(OUT3, "REJECT row 1\nREJECT row 2\n").violations()).isEmpty();
    Judgement judgement = judge(OUT3, "REJECT row 1\n");
    assertThat(said(judgement)).containsExactly("conserve/countConserved -", "keys/missing-key 2");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 1, 0, 1, 1));
  }

  @Test
  void missingRowIsLost() {
    Judgement judgement = judge(OUT1 + OUT3, "");
    assertThat(said(judgement)).containsExactly("conserve/countConserved -", "keys/missing-key 2");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 2, 0, 0, 1));
  }

  @Test
  void rejectionOfAnotherRowDoesNotExcuse() {
    Judgement judgement = judge(OUT1 + OUT3, "REJECT R00000001 twice\n");
    assertThat(said(judgement)).containsExactly("keys/missing-key 2");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 2, 0, 0, 1));
  }

  @Test
  void wholeLineInOneFieldIsWrongAndNotLost() {
    String shifted = "{\"return_id\":\"R00000001,11,ABC\",\"order_id\":null,\"qty\":0}\n";
    Judgement judgement = judge(shifted.repeat(3), "");
    assertThat(said(judgement))
        .contains("schema/type 1", "keys/unexpected-key 1", "columns/no-partner 3")
        .doesNotContain("conserve/countConserved -");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 0, 3, 0, 0));
  }

  @Test
  void swappedFieldIsNamed() {
    Judgement judgement = judge(OUT1 + OUT2.replace("12.0", "11") + OUT3, "");
    assertThat(said(judgement)).containsExactly("columns/fieldPreserved 2");
    assertThat(judgement.violations().getFirst().message()).isEqualTo("is not what the input has");
    assertThat(judgement.violations().getFirst().offset()).hasValue(OUT1.length());
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 2, 1, 0, 0));
  }

  @Test
  void sentenceShowsWhatTheMessageKeepsToItself() {
    Judgement judgement = judge(OUT1 + OUT2.replace("12.0", "11") + OUT3, "");
    assertThat(judgement.violations().getFirst().sentence())
        .isEqualTo("item 2 /order_id: 11 instead of 12 is not what the input has");
    String secret = "S3CRET".repeat(20);
    Judgement other = judge(OUT1.replace("R00000001", secret) + OUT2 + OUT3, "");
    assertThat(said(other)).contains("schema/pattern 1", "keys/unexpected-key 1");
    for (Violation violation : other.violations()) {
      assertThat(violation.message()).doesNotContain("S3CRET");
      assertThat(violation.sentence()).hasSizeLessThan(160);
    }
    assertThat(other.violations())
        .extracting(Violation::sentence)
        .contains(
            "item 1 /return_id: \"" + secret.substring(0, 39) + "…\" does not match ^R[0-9]{8}$");
  }

  @Test
  void repeatedRowIsSurplus() {
    Judgement judgement = judge(OUT1 + OUT1 + OUT2 + OUT3, "");
    assertThat(said(judgement))
        .containsExactly("keys/duplicate-key 2", "conserve/countConserved -");
    assertThat(judgement.items().lost()).isZero();
    assertThat(judgement.items().wrong()).isGreaterThanOrEqualTo(1);
  }

  @Test
  void garbageIsWrong() {
    Judgement judgement = judge("sh: boom\n\n" + OUT3, "");
    assertThat(said(judgement)).contains("schema/json 1", "schema/json 2");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 1, 2, 0, 0));
  }

  @Test
  void markInOutputIsFoundRawAndEscaped() {
    returns.with(r -> {
      r.outputSchema = Optional.empty();
      r.relations = List.of(new Relation.NoCodePoint("no-mark", List.of(0xFEFF)));
    });
    assertThat(said(judge("\uFEFF{\"a\":1}\n", "")))
        .containsExactly("bom/bom-forbidden -", "no-mark/noCodePoint 1");
    assertThat(said(judge("{\"a\":1}\n{\"b\":\"x\uFEFF\"}\n", "")))
        .containsExactly("bom/bom-mid-file 2", "no-mark/noCodePoint 2");
    assertThat(said(judge("{\"a\":1}\n{\"b\":\"\\ufeff\"}\n", "")))
        .containsExactly("no-mark/noCodePoint 2");
  }

  @Test
  void linesOfOutputEndAsPromised() {
    assertThat(said(judge((OUT1 + OUT2 + OUT3).strip(), "")))
        .containsExactly("newlines/final-newline 3");
    assertThat(said(judge(OUT1 + OUT2.replace("\n", "\r\n") + OUT3, "")))
        .containsExactly("newlines/terminator 2");
  }

  @Test
  void strangeLineOfStandardErrorIsNamed() {
    assertThat(said(judge(OUT1 + OUT2 + OUT3, "INFO x\nawk: warning\n")))
        .containsExactly("stderr/pattern 2");
  }

  @Test
  void cutStandardErrorIsNoProof() {
    String line = "REJECT row 000000001\n";
    byte[] stderr = utf8("INFO filler\n".repeat(6000).substring(0, 65_536 - line.length()) + line);
    assertThat(said(judge(utf8(OUT1), stderr)))
        .doesNotContain("conserve/countConserved -", "keys/missing-key 2");
  }

  @Test
  void oneKeyComesOutOnce() {
    returns.with(r -> r.relations = List.of(new Relation.Unique("once", "order_id")));
    Judgement judgement = judge(OUT1 + OUT2.replace("12.0", "11.0") + OUT3, "");
    assertThat(said(judgement)).containsExactly("once/unique 2");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 2, 1, 0, 0));
  }

  @Test
  void withoutAKeyItemsAreCounted() {
    returns.with(
        r -> r.relations = List.of(new Relation.CountConserved("conserve", Returns.rejects())));
    assertThat(judge(OUT1, "REJECT one\n").items()).isEqualTo(new ItemCount(3, 1, 0, 1, 1));
    assertThat(judge(OUT1 + "x\n", "").items()).isEqualTo(new ItemCount(3, 1, 1, 0, 1));
    assertThat(judge(OUT1.repeat(4), "").items()).isEqualTo(new ItemCount(3, 3, 1, 0, 0));
  }

  @Test
  void csvOutputIsReadAndTyped() {
    returns.with(r -> r.outputType = "text/csv");
    String out = "return_id,order_id,qty\nR00000001,11,1\nR00000002,12.00,2\nR00000003,13,3\n";
    assertThat(judge(out, "").violations()).isEmpty();
    assertThat(said(judge(out.replace("13,3", "3,13"), "")))
        .containsExactly("columns/fieldPreserved 3");
  }

  @Test
  void noRelationCrowdsOutAnother() {
    Judgement judgement = judge("x\n".repeat(11_000), "");
    assertThat(judgement.violations()).hasSizeLessThanOrEqualTo(10_000);
    assertThat(said(judgement)).contains("conserve/countConserved -", "keys/missing-key 1");
    assertThat(judgement.items().wrong()).isEqualTo(11_000);
  }

  @Test
  void rowWithAMarkWithinIsWrongUnderItsOwnKey() {
    Judgement judgement = judge(OUT1 + OUT2.replace("{", "{\"x\":\"\uFEFF\",") + OUT3, "");
    assertThat(said(judgement)).containsExactly("bom/bom-mid-file 2", "no-mark/noCodePoint 2");
    assertThat(judgement.items()).isEqualTo(new ItemCount(3, 2, 1, 0, 0));
  }

  @Test
  void lineNumberOfARejectionIsNoKey() {
    returns.with(r ->
        r.relations =
            List.of(new Relation.KeyPreserved("keys", "order_id", "order_id", Returns.rejects())));
    assertThat(judge(OUT1 + OUT3, "REJECT line 11: bad\n").violations()).isEmpty();
    assertThat(judge(OUT1 + OUT3, "REJECT 12\n").items()).isEqualTo(new ItemCount(3, 2, 0, 1, 0));
  }
}
