// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.identify.Finding;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.Severity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class FormsTest {
  private static String of(IdentifyFormat format, IdentifyReport report) {
    return format.of(report, Reports.around("svc/"));
  }

  private static Document parsed(String xml) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @EnumSource
  void everyFormHasAnEndAndNoControlCharacter(IdentifyFormat format) {
    for (IdentifyReport report : List.of(Reports.empty(), Reports.few(), Reports.forensic())) {
      assertThat(of(format, report))
          .endsWith("\n")
          .doesNotContain("\u0001", "\u001b", "\r")
          .isEqualTo(of(format, report));
    }
    assertThat(IdentifyFormat.named(format.word())).contains(format);
  }

  @Test
  void textGroupsByFileAndSaysTheSameOnlyOnce() {
    Finding one = Reports.finding(Severity.HIGH, "a.go", 4, "first");
    Finding two = Reports.finding(Severity.HIGH, "a.go", 9, "second");
    String text = of(IdentifyFormat.TEXT, Reports.of(List.of(one, two), List.of()));
    assertThat(text)
        .contains("2 in svc/a.go\n", "high made-up/rule-high  svc/a.go:4:3\n", "why, fix  as above")
        .containsOnlyOnce("Because <it> is so.")
        .endsWith("2 at high or above: failed\n");
  }

  @Test
  void aVerdictOnACaptureComesWithProofAndTheNextCommand() {
    assertThat(of(IdentifyFormat.TEXT, Reports.forensic()))
        .contains(
            "found high  made-up/rule-high  10.0.0.7 > 10.0.0.9:2379\n",
            "  proof  edge.pcap packet 1 04:12:09.120Z  1230 ClientHello in `30.0` s\n",
            "  not    made-up/rule-high: none was offered\n",
            "  next   find <the> caller:\n           ss -tnp dst 10.0.0.9:2379 | head\n",
            "undecided  made-up/rule-high  10.0.0.7 > 10.0.0.9:2379  too-short\n",
            "  10.0.0.7 > 10.0.0.9:2379              not-capable\n",
            "  made-up/rule-high  pid 7: it is idle\n")
        .endsWith(
            "1 high, 1 undecided, 1 ruled out in 1 input, 1 not read whole; 1 at high or above: failed\n");
  }

  @Test
  void aRunThatReadNothingSaysSo() {
    assertThat(of(IdentifyFormat.TEXT, Reports.empty()))
        .contains("nothing to look at: no Go source, ")
        .endsWith("no finding in 0 files, 0 places that start foreign components\n");
    assertThat(of(IdentifyFormat.TEXT, Reports.few())).doesNotContain("nothing to look at");
  }

  @Test
  void detailsOfACommentAndOfThePageAreExcerpts() {
    IdentifyReport report =
        Reports.of(List.of(Reports.finding(Severity.HIGH, "a.go", 12, "one")), List.of());
    assertThat(of(IdentifyFormat.MARKDOWN, report))
        .contains("```\n     12 | x := `a` // <y> ]]> é\n", "Also `svc/other.go:1:3`\n```\n");
    assertThat(of(IdentifyFormat.HTML, report))
        .contains("<pre><code>     12 | x := `a` // &lt;y&gt; ]]&gt; é\n");
  }

  @Test
  void aCommentFitsAndSaysWhatWasCut() {
    assertThat(of(IdentifyFormat.MARKDOWN, Reports.few())).doesNotContain("Cut to");
    String many = of(IdentifyFormat.MARKDOWN, Reports.many(50_000));
    assertThat(many.length()).isLessThanOrEqualTo(IdentifyMarkdown.MOST);
    assertThat(many).contains("100 of 50000 findings are in the table");
    assertThat(many.indexOf("| high |")).isLessThan(many.indexOf("| low |"));
  }

  @Test
  void aCommentMentionsNobodyAndHoldsNoMarkup() {
    String text = of(IdentifyFormat.MARKDOWN, Reports.few());
    assertThat(text).doesNotContain("@team", "<b>").contains("&#64;team", "\\*bold\\*");
    assertThat(text.lines().filter(line -> line.startsWith("| high |")))
        .singleElement()
        .satisfies(
            row -> assertThat(row.replace("\\|", "").chars().filter(c -> c == '|')).hasSize(5));
  }

  @Test
  void junitFailsWhatTheThresholdFails() throws Exception {
    Document document = parsed(of(IdentifyFormat.JUNIT, Reports.few()));
    assertThat(document.getDocumentElement().getAttribute("tests")).isEqualTo("7");
    assertThat(document.getDocumentElement().getAttribute("failures")).isEqualTo("2");
    assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(7);
    assertThat(document.getElementsByTagName("failure").getLength()).isEqualTo(2);
    assertThat(document.getElementsByTagName("skipped").getLength()).isEqualTo(2);
    Document empty = parsed(of(IdentifyFormat.JUNIT, Reports.empty()));
    assertThat(empty.getElementsByTagName("testcase").getLength()).isEqualTo(1);
    assertThat(empty.getElementsByTagName("failure").getLength()).isZero();
  }

  @Test
  void gitlabHasOneFingerprintForEachEntry() {
    Finding one = Reports.finding(Severity.HIGH, "a.go", 4, "twice");
    String text = of(IdentifyFormat.GITLAB, Reports.of(List.of(one, one, one), List.of()));
    Set<String> prints = new HashSet<>();
    JsonNode array = JsonMapper.shared().readTree(text);
    for (JsonNode entry : array) {
      prints.add(entry.get("fingerprint").asString());
      assertThat(entry.get("description").asString()).isNotEmpty();
      assertThat(entry.get("check_name").asString()).isEqualTo("made-up/rule-high");
      assertThat(entry.get("severity").asString()).isEqualTo("critical");
      assertThat(entry.at("/location/path").asString()).isEqualTo("svc/a.go");
      assertThat(entry.at("/location/lines/begin").asInt()).isEqualTo(4);
    }
    assertThat(prints).hasSize(3);
    assertThat(of(IdentifyFormat.GITLAB, Reports.empty()).strip()).matches("\\[ *]");
  }

  @Test
  void githubCommandsAreEscapedSoThatNoTextIsACommand() {
    List<String> lines = of(IdentifyFormat.GITHUB, Reports.few()).lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.getFirst())
        .startsWith(
            "::error file=svc/cmd/a b&<c>%2Cd%3Ae%25|`é/\\u0001main.go,line=10,col=3,endColumn=8,title=")
        .contains("100%25 #1%0D%0A::error::no");
    assertThat(lines.subList(0, 5)).allMatch(line -> line.matches("::(error|warning|notice) .*"));
  }

  @Test
  void githubShowsTenOfAKindAndSaysHowManyMore() {
    List<Finding> findings = new ArrayList<>(Reports.many(2_500).findings());
    Collections.reverse(findings);
    String text = of(IdentifyFormat.GITHUB, Reports.of(findings, List.of()));
    assertThat(text.lines().filter(line -> line.startsWith("::error "))).hasSize(10);
    assertThat(text.lines().filter(line -> line.startsWith("::notice "))).hasSize(10);
    assertThat(text.lines().toList().getLast()).contains("2480 not annotated");
  }

  @Test
  void thePageNeedsNothingFromElsewhereAndIsWellFormed() throws Exception {
    String page = of(IdentifyFormat.HTML, Reports.few());
    assertThat(page).doesNotContain("<script", "src=", "href=", "url(", "@import");
    assertThat(page).contains("<svg class=\"starts\"", "scripts/a&lt;b&gt;.sh");
    String body = page.substring(page.indexOf("<body>"), page.indexOf("</html>"));
    assertThat(parsed("<?xml version=\"1.0\"?>" + body).getElementsByTagName("article").getLength())
        .isEqualTo(5);
    assertThat(of(IdentifyFormat.HTML, Reports.many(5_000))).contains("3000 more findings");
  }
}
