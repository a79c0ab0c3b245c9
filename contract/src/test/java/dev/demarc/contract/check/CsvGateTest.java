// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static dev.demarc.contract.check.Returns.HEADER;
import static dev.demarc.contract.check.Returns.ROW1;
import static dev.demarc.contract.check.Returns.ROW2;
import static dev.demarc.contract.check.Returns.ROW3;
import static dev.demarc.contract.check.Returns.utf8;
import static dev.demarc.contract.check.Said.accepted;
import static dev.demarc.contract.check.Said.refused;
import static dev.demarc.contract.check.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Input.FieldsMatch;
import dev.demarc.contract.Input.Ragged;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class CsvGateTest {
  private static final String MARK = "\uFEFF";

  // ---- structure ----

  @Test
  void emptyFileHasNoHeader() {
    for (String nothing : List.of("", MARK)) {
      Admission.Refused refused = refused(new Returns().admit(nothing));
      assertThat(refused.violations().getFirst().keyword()).isEqualTo("header");
      assertThat(refused.items()).isZero();
    }
  }

  @Test
  void headerAloneAndMissingFinalNewlineAreAccepted() {
    assertThat(accepted(new Returns().admit(HEADER)).items()).isEmpty();
    assertThat(accepted(new Returns().admit(HEADER.strip())).items()).isEmpty();
    Admission.Accepted in = accepted(new Returns().admit(HEADER + ROW1 + ROW2.strip()));
    assertThat(in.items()).hasSize(2);
    assertThat(in.bytes()).isEqualTo(utf8(HEADER + ROW1 + ROW2.strip()));
  }

  @Test
  void everyRaggedRowIsReported() {
    Admission.Refused refused =
        refused(Returns.plain("a", "b").admit("a,b\n1\n2,3\n4,5,6\n7,8\n\"9,9\"\n"));
    assertThat(said(refused))
        .containsExactly("schema/ragged 1 @5", "schema/ragged 3 @14", "schema/ragged 5 @25");
    assertThat(refused.items()).isEqualTo(5);
    assertThat(refused.violations().getFirst().message())
        .isEqualTo("has 1 fields, the header has 2");
  }

  @Test
  void raggedRowsArePaddedOrCutWithoutTouchingTheBytes() {
    String text = "a,b\n1\n2,3,4\n";
    Admission.Accepted in =
        accepted(Returns.plain("a", "b").with(r -> r.ragged = Ragged.PAD).admit(text));
    assertThat(in.bytes()).isEqualTo(utf8(text));
    assertThat(in.items().getFirst().path("b").isNull()).isTrue();
    assertThat(in.items().get(1).path("b").asString()).isEqualTo("3");
  }

  @Test
  void quoteFaultsAreReportedAndTheRestIsStillRead() {
    assertThat(
            said(
                Returns.plain("a", "b")
                    .admit("a,b\nx\"y,1\n\"x\"y,2\nz,3\n\"open,4\nz,5\nz,\"6\nz,7\n")))
        .containsExactly(
            "schema/quote-in-field 1 @5",
            "schema/text-after-quote 2 @13",
            "schema/text-after-quote 4 @36");
    assertThat(said(Returns.plain("a", "b").admit("a,b\nz,3\n\"open,4\nz,5\nz\n")))
        .containsExactly("schema/unclosed-quote 2 @8", "schema/ragged 4 @21");
  }

  @Test
  void blankLinesAreRefusedOrSkipped() {
    assertThat(said(Returns.plain("a", "b").admit("a,b\n\n1,2\n\n")))
        .containsExactly("schema/blank-line 1 @4", "schema/blank-line 2 @9");
    assertThat(
            accepted(
                    Returns.plain("a", "b")
                        .with(r -> r.skipBlankLines = true)
                        .admit("a,b\n\n1,2\n\n"))
                .items())
        .hasSize(1);
  }

  @Test
  void headerMustMatchAsTheContractSays() {
    assertThat(said(Returns.plain("a", "b").admit("b,a\n1,2\n")))
        .containsExactly("schema/header - @0");
    assertThat(said(Returns.plain("a", "b").admit("a,a\n1,2\n")))
        .containsExactly("schema/header - @0");
    Returns returns = Returns.plain("a", "b").with(r -> r.match = FieldsMatch.EQUAL);
    assertThat(accepted(returns.admit("b,a\n1,2\n")).items().getFirst().path("a").asString())
        .isEqualTo("2");
    returns.with(r -> r.match = FieldsMatch.SUPERSET);
    assertThat(accepted(returns.admit("b\n1\n")).items()).hasSize(1);
    assertThat(said(returns.admit("b,c\n1,2\n"))).containsExactly("schema/header - @0");
    returns.with(r -> r.match = FieldsMatch.SUBSET);
    assertThat(accepted(returns.admit("c,b,a\n1,2,3\n")).items()).hasSize(1);
    assertThat(said(returns.admit("b,c\n1,2\n"))).containsExactly("schema/header - @0");
  }

  @Test
  void semicolonFileIsNamed() {
    Admission.Refused refused =
        refused(new Returns().admit((HEADER + ROW1 + ROW2).replace(',', ';')));
    assertThat(refused.violations()).hasSize(1);
    assertThat(refused.violations().getFirst().message()).contains("looks separated by ';'");
    assertThat(refused.items()).isEqualTo(2);
  }

  @Test
  void fileWithoutHeaderIsReadByTheNamesOfTheContract() {
    Returns returns =
        Returns.plain("a", "b").with(r -> r.header = false).with(r -> r.fields = List.of("a", "b"));
    assertThat(accepted(returns.admit("1,2\n3,4\n")).items()).hasSize(2);
    assertThat(said(returns.admit("1,2\n3\n"))).containsExactly("schema/ragged 2 @5");
  }

  // ---- cells ----

  @Test
  void cellsBecomeJsonByDeclaredTypeOnly() {
    Admission.Accepted in = accepted(new Returns().admit(HEADER + ROW1 + ROW2 + ROW3));
    JsonNode first = in.items().getFirst();
    assertThat(first.path("return_id").isString()).isTrue();
    assertThat(first.path("order_id").isIntegralNumber()).isTrue();
    assertThat(first.path("amount").decimalValue()).isEqualByComparingTo("12.5");
    assertThat(first.path("comment").isNull()).isTrue();
    assertThat(in.items().get(1).path("amount").decimalValue()).isEqualByComparingTo("100");
    assertThat(in.items().get(2).path("comment").asString()).isEqualTo("a, \"b\"");
    assertThat(Returns.plain("a").admit("a\n007\n"))
        .isInstanceOfSatisfying(
            Admission.Accepted.class,
            plain -> assertThat(plain.items().getFirst().path("a").asString()).isEqualTo("007"));
  }

  @Test
  void everyRowThatBreaksTheSchemaIsReportedAtItsCell() {
    String bad = ROW2.replace("R00000002", "X2");
    String worse = ROW3.replace(",3,other", ",03,other");
    byte[] raw = utf8(MARK + HEADER + ROW1 + bad + worse);
    int at = 3 + HEADER.length() + ROW1.length();
    int qty = at + bad.length() + "R00000003,13,ABC-123458,".length();
    Admission.Refused refused = refused(new Returns().admit(raw));
    assertThat(said(refused)).containsExactly("schema/pattern 2 @" + at, "schema/type 3 @" + qty);
  }

  @Test
  void secondRowOfOneKeyIsRefused() {
    int at = HEADER.length() + ROW1.length() + ROW2.length();
    assertThat(said(new Returns().admit(HEADER + ROW1 + ROW2 + ROW1)))
        .containsExactly("schema/primaryKey 3 @" + at);
  }

  @Test
  void absurdNumbersAreTextAndCostNothing() {
    Returns returns =
        Returns.plain("a")
            .with(r ->
                r.inputSchema =
                    Optional.of(
                        "{\"properties\":{\"a\":{\"type\":\"number\",\"multipleOf\":0.01}}}"));
    assertThat(said(returns.admit("a\n1e999999999\n" + "9".repeat(5000) + "\n")))
        .containsExactly("schema/type 1 @2", "schema/type 2 @14");
  }

  // ---- limits ----

  @Test
  void oneBeyondEachLimitIsRefused() {
    Returns returns = Returns.plain("a", "b").with(r -> r.limits = Returns.limits(40, 3, 10, 5, 4));
    assertThat(accepted(returns.admit("a,b\n12345,1234\n1,2\n3,4\n")).items()).hasSize(3);
    assertThat(said(returns.admit("a,b\n1,2\n1,2\n1,2\n1,2\n1,2\n")))
        .containsExactly("size/items 4 @16");
    assertThat(said(returns.admit("a,b\n123,123456\n"))).containsExactly("size/fieldBytes 1 @8");
    assertThat(said(returns.admit("a,b\n12345,12345\n"))).containsExactly("size/itemBytes 1 @4");
    assertThat(said(returns.admit("a,b\n" + "1,2\n".repeat(10))))
        .containsExactly("size/bytes - @40");
    assertThat(accepted(returns.admit("a,b\n1,\"\"\"34\"\"\"\n")).items()).hasSize(1);
  }

  @Test
  void limitsBeyondFourGigabytesDoNotOverflow() {
    long huge = 1L << 40;
    Returns returns =
        Returns.plain("a").with(r -> r.limits = Returns.limits(huge, huge, huge, huge, 64));
    assertThat(accepted(returns.admit("a\n" + "x".repeat(100_000) + "\n")).items()).hasSize(1);
  }

  @Test
  void atMostTenThousandViolationsAreKeptButAllRowsCounted() {
    Admission.Refused refused =
        refused(Returns.plain("a", "b").admit("a,b\n" + "1\n".repeat(12_000)));
    assertThat(refused.violations()).hasSize(10_000);
    assertThat(refused.items()).isEqualTo(12_000);
  }

  @Test
  void manyColumnsAndManyBadBytesTakeLinearTime() {
    Returns returns =
        Returns.plain("a")
            .with(r -> r.inputSchema = Optional.empty())
            .with(r -> r.limits = Returns.limits(8 << 20, 1000, 8 << 20, 8 << 20, 64));
    String columns = "a" + String.join(",a", Collections.nCopies(30_000, "x"));
    StringBuilder names = new StringBuilder("c");
    for (int i = 0; i < 30_000; i++) {
      names.append(",c").append(i);
    }
    assertThat(accepted(returns.admit(names + "\n" + columns + ",y\n")).items()).hasSize(1);
    for (String charset : List.of("utf-8", "gb18030")) {
      returns.with(r -> r.charset = charset);
      for (String bad : List.of("\0", "\r", "\"", "\uFEFF", ",", "\"x")) {
        assertThat(returns.admit("a\n" + bad.repeat(300_001)))
            .isInstanceOf(Admission.Refused.class);
      }
      assertThat(returns.admit(new byte[1 << 20])).isInstanceOf(Admission.Refused.class);
    }
  }
}
