// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static dev.demarc.contract.check.Returns.HEADER;
import static dev.demarc.contract.check.Returns.ROW1;
import static dev.demarc.contract.check.Returns.ROW2;
import static dev.demarc.contract.check.Returns.ROW3;
import static dev.demarc.contract.check.Returns.utf8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.FieldsMatch;
import dev.demarc.contract.Input.Malformed;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Input.Ragged;
import dev.demarc.contract.Input.Terminator;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class GateTest {
  private static final String MARK = "\uFEFF";

  private static Admission.Accepted accepted(Admission admission) {
    if (admission instanceof Admission.Refused refused) {
      throw new AssertionError(refused.violations().toString());
    }
    return (Admission.Accepted) admission;
  }

  private static Admission.Refused refused(Admission admission) {
    assertThat(admission).isInstanceOf(Admission.Refused.class);
    return (Admission.Refused) admission;
  }

  /** check/keyword item @offset. */
  private static List<String> said(Admission admission) {
    return refused(admission).violations().stream()
        .map(v ->
            v.check()
                + "/"
                + v.keyword()
                + " "
                + (v.item().isPresent() ? v.item().getAsLong() : "-")
                + " @"
                + (v.offset().isPresent() ? v.offset().getAsLong() : "-"))
        .toList();
  }

  private static byte[] bytes(Object... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object part : parts) {
      if (part instanceof String text) {
        out.writeBytes(utf8(text));
      } else if (part instanceof byte[] raw) {
        out.writeBytes(raw);
      } else {
        out.write((Integer) part);
      }
    }
    return out.toByteArray();
  }

  // ---- byte order marks ----

  @Test
  void markIsStrippedAndCounted() {
    Admission.Accepted in = accepted(new Returns().admit(MARK + HEADER + ROW1));
    assertThat(in.bytes()).isEqualTo(utf8(HEADER + ROW1));
    assertThat(in.repairs().bom()).isEqualTo(1);
    assertThat(in.items()).hasSize(1);
  }

  @Test
  void markBeforeQuotedHeaderIsStripped() {
    String header = HEADER.replace("return_id", "\"return_id\"");
    Admission.Accepted in = accepted(new Returns().admit(MARK + header + ROW1));
    assertThat(in.bytes()).isEqualTo(utf8(header + ROW1));
    assertThat(in.items().getFirst().path("return_id").asString()).isEqualTo("R00000001");
  }

  @Test
  void markIsRefusedWhereForbidden() {
    assertThat(said(new Returns().with(r -> r.bom = Bom.FORBID).admit(MARK + HEADER + ROW1)))
        .containsExactly("bom/bom-forbidden - @0");
  }

  @Test
  void missingMarkIsRefusedWhereRequired() {
    Returns returns = new Returns().with(r -> r.bom = Bom.REQUIRE);
    assertThat(said(returns.admit(HEADER + ROW1))).containsExactly("bom/bom-missing - @0");
    assertThat(accepted(returns.admit(MARK + HEADER + ROW1)).bytes())
        .isEqualTo(utf8(MARK + HEADER + ROW1));
  }

  @Test
  void keptMarkPassesAndHeaderIsComparedWithoutIt() {
    Returns returns =
        new Returns().with(r -> r.bom = Bom.KEEP).with(r -> r.newlines = Newlines.KEEP);
    Admission.Accepted in = accepted(returns.admit(MARK + HEADER + ROW1));
    assertThat(in.bytes()).isEqualTo(utf8(MARK + HEADER + ROW1));
    assertThat(in.repairs()).isEqualTo(Admission.Repairs.NONE);
    assertThat(in.items().getFirst().path("return_id").asString()).isEqualTo("R00000001");
    assertThat(said(returns.admit(MARK + MARK + HEADER + ROW1)))
        .containsExactly("schema/header - @3");
  }

  @Test
  void keptMarkStaysWhenLineEndsAreRewritten() {
    Returns returns = new Returns().with(r -> r.bom = Bom.KEEP);
    assertThat(accepted(returns.admit((MARK + HEADER + ROW1).replace("\n", "\r\n"))).bytes())
        .isEqualTo(utf8(MARK + HEADER + ROW1));
  }

  @Test
  void secondMarkIsRefused() {
    assertThat(said(new Returns().admit(MARK + MARK + HEADER + ROW1)))
        .containsExactly("bom/bom-mid-file - @3");
  }

  @Test
  void markWithinIsRefusedWithItsRow() {
    int at = utf8(MARK + HEADER + ROW1).length;
    assertThat(said(new Returns().admit(MARK + HEADER + ROW1 + MARK + ROW2 + ROW3)))
        .containsExactly("bom/bom-mid-file 2 @" + at);
  }

  // ---- charsets ----

  @Test
  void everyRowOfGbkIsReportedWithItsOffset() {
    byte[] bad = "好".getBytes(Charset.forName("GBK"));
    String row = "R00000001,11,ABC-123456,1,damaged,12.50,EUR,";
    byte[] raw = bytes(HEADER, row, bad, "\n", ROW2, row, bad, bad, "\n");
    int first = HEADER.length() + row.length();
    int second = first + bad.length + 1 + ROW2.length() + row.length();
    Admission.Refused refused = refused(new Returns().admit(raw));
    assertThat(said(refused))
        .containsExactly("charset/malformed 1 @" + first, "charset/malformed 3 @" + second);
    assertThat(refused.items()).isEqualTo(3);
  }

  @Test
  void overlongSurrogateAndTruncatedSequencesAreMalformed() {
    for (byte[] bad :
        List.of(
            bytes(0xC0, 0xAF),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xF4, 0x90, 0x80, 0x80),
            bytes(0xFF))) {
      byte[] raw = bytes("a\nx", bad, "\n");
      assertThat(said(Returns.plain("a").admit(raw))).containsExactly("charset/malformed 1 @3");
    }
    assertThat(said(Returns.plain("a").admit(bytes("a\nxy\nz", 0xE4, 0xBD))))
        .containsExactly("charset/malformed 2 @6");
  }

  @Test
  void badRowAfterEmbeddedLineBreakHasTheNumberOfItsRow() {
    byte[] raw = bytes("a,b\n1,\"x\ny\nz\"\n2,", 0xFF, "\n");
    assertThat(said(Returns.plain("a", "b").admit(raw))).containsExactly("charset/malformed 2 @16");
  }

  @Test
  void utf16IsNamedAndEveryRowReported() {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      for (String mark : List.of(MARK, "")) {
        byte[] raw = (mark + HEADER + ROW1 + ROW2).getBytes(charset);
        Admission.Refused refused = refused(new Returns().admit(raw));
        assertThat(refused.items()).isEqualTo(2);
        assertThat(refused.violations()).hasSize(3);
        assertThat(refused.violations())
            .allSatisfy(v -> {
              assertThat(v.message()).contains("looks like " + charset.name());
              assertThat(v.check()).isEqualTo("charset");
            });
        long start = 2L * (mark.length() + HEADER.length());
        long zero = charset.equals(StandardCharsets.UTF_16LE) ? start + 1 : start;
        assertThat(refused.violations().get(1).item()).isEqualTo(OptionalLong.of(1));
        assertThat(refused.violations().get(1).offset()).isEqualTo(OptionalLong.of(zero));
      }
    }
  }

  @Test
  void declaredUtf16IsReadAndPassedAsItCame() {
    Returns returns =
        new Returns().with(r -> r.charset = "utf-16le").with(r -> r.newlines = Newlines.LF);
    byte[] raw = (MARK + HEADER + ROW1 + ROW2).getBytes(StandardCharsets.UTF_16LE);
    Admission.Accepted in = accepted(returns.admit(raw));
    assertThat(in.items()).hasSize(2);
    assertThat(in.bytes()).isEqualTo((HEADER + ROW1 + ROW2).getBytes(StandardCharsets.UTF_16LE));
    byte[] crlf = (HEADER + ROW1).replace("\n", "\r\n").getBytes(StandardCharsets.UTF_16LE);
    assertThat(accepted(returns.admit(crlf)).bytes())
        .isEqualTo((HEADER + ROW1).getBytes(StandardCharsets.UTF_16LE));
  }

  @Test
  void offsetsLeadBackThroughAnotherCharset() {
    String head = "a,b\n";
    byte[] row = "好好,\"好".getBytes(Charset.forName("GB18030"));
    Returns returns = Returns.plain("a", "b").with(r -> r.charset = "gb18030");
    byte[] raw = bytes(head, row, "\"x\n");
    assertThat(said(returns.admit(raw)))
        .containsExactly("schema/text-after-quote 1 @" + (head.length() + row.length + 1));
    assertThat(said(returns.admit(bytes(head, row, "\"\n1,", 0xFF, "\n"))))
        .containsExactly("charset/malformed 2 @" + (head.length() + row.length + 4));
  }

  @Test
  void malformedIsReplacedOrDroppedUpToTheCap() {
    byte[] raw = bytes("a\nx", 0xFF, "y\nz", 0xED, 0xA0, 0x80, "\n");
    Returns replace =
        Returns.plain("a").with(r -> r.malformed = Malformed.REPLACE).with(r -> r.maxMalformed = 4);
    Admission.Accepted replaced = accepted(replace.admit(raw));
    assertThat(new String(replaced.bytes(), StandardCharsets.UTF_8)).startsWith("a\nx\uFFFDy\nz");
    assertThat(replaced.repairs().malformed()).isBetween(2L, 4L);
    Returns drop =
        Returns.plain("a").with(r -> r.malformed = Malformed.DROP).with(r -> r.maxMalformed = 4);
    Admission.Accepted dropped = accepted(drop.admit(raw));
    assertThat(dropped.bytes()).isEqualTo(utf8("a\nxy\nz\n"));
    assertThat(dropped.repairs().droppedBytes()).isEqualTo(4);
    assertThat(said(drop.with(r -> r.maxMalformed = 1).admit(raw)))
        .containsExactly("charset/malformed 1 @3", "charset/malformed 2 @7");
  }

  @Test
  void offsetsAfterRepairsAreThoseOfTheCaller() {
    byte[] raw = bytes("a,b\nx", 0xFF, 0xFF, ",1\n2\n");
    Returns drop =
        Returns.plain("a", "b")
            .with(r -> r.malformed = Malformed.DROP)
            .with(r -> r.maxMalformed = 9);
    assertThat(said(drop.admit(raw))).containsExactly("schema/ragged 2 @11");
  }

  @Test
  void nulAndControlCharactersAreRefusedInsideQuotesToo() {
    assertThat(said(Returns.plain("a").admit("a\nx\0y\n\"\u001A\"\n\tz\n")))
        .containsExactly("charset/nul 1 @3", "charset/control 2 @7");
  }

  @Test
  void unknownCharsetIsTheFaultOfTheContract() {
    Returns returns = new Returns().with(r -> r.charset = "klingon");
    assertThatThrownBy(() -> Gate.of(returns.contract())).isInstanceOf(DemarcException.class);
  }

  // ---- line ends ----

  @Test
  void crlfBecomesLfOutsideOfQuotesOnly() {
    Returns returns = Returns.plain("a", "b").with(r -> r.newlines = Newlines.LF);
    Admission.Accepted in = accepted(returns.admit("a,b\r\n1,\"x\r\n\"\"y\r\n\"\r\n"));
    assertThat(in.bytes()).isEqualTo(utf8("a,b\n1,\"x\r\n\"\"y\r\n\"\n"));
    assertThat(in.repairs().newlines()).isEqualTo(2);
    assertThat(in.items().getFirst().path("b").asString()).isEqualTo("x\r\n\"y\r\n");
  }

  @Test
  void lfBecomesCrlfAndCrlfStays() {
    Returns returns = Returns.plain("a").with(r -> r.newlines = Newlines.CRLF);
    Admission.Accepted in = accepted(returns.admit("a\r\n1\n\"x\ny\"\n2"));
    assertThat(in.bytes()).isEqualTo(utf8("a\r\n1\r\n\"x\ny\"\r\n2"));
    assertThat(in.repairs().newlines()).isEqualTo(2);
  }

  @Test
  void bareCarriageReturnIsDataInsideQuotesAndRefusedOutside() {
    assertThat(accepted(Returns.plain("a", "b").admit("a,b\n1,\"x\ry\"\n")).items()).hasSize(1);
    assertThat(said(Returns.plain("a", "b").admit("a,b\n1,x\ry\n2,z\n")))
        .containsExactly("newlines/bare-cr 1 @7");
  }

  @Test
  void everyBareCarriageReturnOfAnOldMacFileIsReported() {
    Admission.Refused refused = refused(Returns.plain("a", "b").admit("a,b\r1,2\r3,4\r"));
    assertThat(said(refused))
        .containsExactly(
            "newlines/bare-cr - @3", "newlines/bare-cr 1 @7", "newlines/bare-cr 2 @11");
    assertThat(refused.items()).isEqualTo(2);
  }

  @Test
  void wrongTerminatorIsReportedForEachRow() {
    Returns returns = Returns.plain("a").with(r -> r.terminator = Terminator.LF);
    assertThat(said(returns.admit("a\n1\r\n2\n3\r\n")))
        .containsExactly("newlines/terminator 1 @3", "newlines/terminator 3 @8");
  }

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
