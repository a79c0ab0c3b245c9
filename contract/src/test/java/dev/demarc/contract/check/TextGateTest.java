// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static dev.demarc.contract.check.Returns.HEADER;
import static dev.demarc.contract.check.Returns.ROW1;
import static dev.demarc.contract.check.Returns.ROW2;
import static dev.demarc.contract.check.Returns.ROW3;
import static dev.demarc.contract.check.Returns.utf8;
import static dev.demarc.contract.check.Said.accepted;
import static dev.demarc.contract.check.Said.bytes;
import static dev.demarc.contract.check.Said.refused;
import static dev.demarc.contract.check.Said.said;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Input.Bom;
import dev.demarc.contract.Input.Malformed;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Input.Terminator;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TextGateTest {
  private static final String MARK = "\uFEFF";

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
}
