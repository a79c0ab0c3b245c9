// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.check;

import static dev.demarc.contract.check.Said.said;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.Input.Terminator;
import dev.demarc.contract.Lines;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LinesAndJsonGateTest {
  private static Returns of(String type) {
    return new Returns()
        .with(r -> {
          r.inputType = type;
          r.newlines = Newlines.KEEP;
          r.inputSchema = Optional.of("{\"type\":\"object\",\"required\":[\"a\"]}");
        });
  }

  @Test
  void everyBadLineOfNdjsonIsReported() {
    String text =
        """
        {"a":1}
        {"a":1,"a":2}
        {"a":NaN}
        {"a":1} {"a":2}
        {"a":"\\ud800"}
        {"b":1}

        {"a":1e99999}
        [1
        {"a":"é"}x
        """;
    Admission admission = of("application/x-ndjson").admit(text);
    assertThat(said(admission))
        .extracting(said -> said.substring(0, said.indexOf('@') - 1))
        .containsExactly(
            "schema/duplicate-key 2",
            "schema/json 3",
            "schema/trailing-tokens 4",
            "charset/lone-surrogate 5",
            "schema/required 6",
            "schema/json 7",
            "size/number 8",
            "schema/json 9",
            "schema/json 10");
    assertThat(((Admission.Refused) admission).items()).isEqualTo(10);
  }

  @Test
  void soundNdjsonIsAcceptedWithoutFinalNewline() {
    Admission admission = of("application/x-ndjson").admit("{\"a\":1}\r\n{\"a\":2.50}");
    assertThat(admission).isInstanceOf(Admission.Accepted.class);
    assertThat(((Admission.Accepted) admission).items()).hasSize(2);
    assertThat(of("application/x-ndjson").admit("")).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void lineEndsOfNdjsonAreChecked() {
    Returns returns =
        of("application/x-ndjson")
            .with(r -> r.lines = Optional.of(new Lines(Optional.empty(), Terminator.LF, true)));
    assertThat(said(returns.admit("{\"a\":1}\r\n{\"a\":\r2}\n{\"a\":3}")))
        .containsExactly(
            "newlines/terminator 1 @7", "newlines/bare-cr 2 @14", "newlines/final-newline 3 @25");
    returns.with(r -> r.newlines = Newlines.LF);
    assertThat(((Admission.Accepted) returns.admit("{\"a\":1}\r\n")).bytes())
        .isEqualTo(Returns.utf8("{\"a\":1}\n"));
  }

  @Test
  void depthAndSizesOfJsonAreLimited() {
    Returns returns =
        of("application/x-ndjson").with(r -> r.limits = Returns.limits(1 << 20, 9, 300, 20, 8));
    assertThat(said(returns.admit("{\"a\":" + "[".repeat(9) + "]".repeat(9) + "}\n")))
        .allMatch(said -> said.startsWith("size/depth 1"));
    assertThat(said(returns.admit("{\"a\":\"" + "x".repeat(21) + "\"}\n")))
        .containsExactly("size/fieldBytes 1 @0");
    assertThat(said(returns.admit("{\"a\":" + " ".repeat(300) + "1}\n")))
        .containsExactly("size/itemBytes 1 @0");
    assertThat(said(returns.admit("{\"a\":1}\n".repeat(11)))).containsExactly("size/items 10 @72");
  }

  @Test
  void deepNestingDoesNotBreakTheStack() {
    Returns returns =
        of("application/x-ndjson")
            .with(r -> r.limits = Returns.limits(8 << 20, 9, 8 << 20, 8 << 20, 64));
    assertThat(said(returns.admit("[".repeat(1 << 20))).getFirst()).startsWith("size/depth 1");
  }

  @Test
  void jsonBodyIsOneItemOrItsElements() {
    Returns returns = of("application/json");
    assertThat(((Admission.Accepted) returns.admit("{\"a\":\r1}")).items()).hasSize(1);
    assertThat(((Admission.Accepted) returns.admit("[1,2,3]")).items()).hasSize(3);
    assertThat(said(returns.admit("{\"a\":1}{"))).hasSize(1);
    assertThat(said(returns.admit(""))).containsExactly("schema/json - @0");
  }

  @Test
  void linesOfTextMatchThePattern() {
    Returns returns =
        of("text/plain")
            .with(r -> r.inputSchema = Optional.empty())
            .with(r ->
                r.lines =
                    Optional.of(
                        new Lines(
                            Optional.of(Pattern.compile("^[a-z]+$")), Terminator.ANY, false)));
    assertThat(returns.admit("abc\ndef\r\ng")).isInstanceOf(Admission.Accepted.class);
    assertThat(said(returns.admit("abc\nD\n\nx")))
        .containsExactly("schema/pattern 2 @4", "schema/pattern 3 @6");
  }

  @Test
  void bytesPassAsTheyCome() {
    Returns returns = of("application/octet-stream");
    byte[] raw = {0, (byte) 0xFF, '\r'};
    assertThat(((Admission.Accepted) returns.admit(raw)).bytes()).isEqualTo(raw);
  }

  @Test
  void membersThatNoSchemaNamesAreRefusedWhereWanted() {
    Returns returns =
        of("application/x-ndjson")
            .with(r ->
                r.inputSchema =
                    Optional.of("{\"properties\":{\"a\":{\"properties\":{\"b\":true}}}}"));
    String text = "{\"a\":{\"b\":1,\"c\":2}}\n{\"x\":1}\n{\"a\":{\"b\":{\"y\":1}}}\n";
    assertThat(returns.admit(text)).isInstanceOf(Admission.Accepted.class);
    returns.with(r -> r.rejectUnknown = true);
    assertThat(said(returns.admit(text)))
        .containsExactly("schema/unknownProperties 1 @0", "schema/unknownProperties 2 @20");
  }
}
