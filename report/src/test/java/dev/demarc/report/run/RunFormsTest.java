// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.report.Style;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunFormsTest {

  private static String text(RunView view, Style style) {
    RunText text = new RunText(style);
    List<String> lines =
        Stream.concat(
                view.stages().stream().map(text::stage),
                text.summary(view, Optional.of(".demarc/report.html")).stream())
            .toList();
    return String.join("\n", lines) + "\n";
  }

  @Test
  void textOfAKeptRun() throws IOException {
    Golden.same("kept.txt", text(Views.kept(), Style.PLAIN));
  }

  @Test
  void textOfABrokenRun() throws IOException {
    Golden.same("broken.txt", text(Views.broken(), Style.PLAIN));
  }

  @Test
  void jsonOfABrokenRun() throws IOException {
    Golden.same("broken.json", RunJson.of(Views.broken()));
  }

  @Test
  void htmlOfBothRuns() throws IOException {
    Golden.same("kept.html", RunHtml.of(Views.kept()));
    Golden.same("broken.html", RunHtml.of(Views.broken()));
  }

  /** A file that cannot be used was not judged, and the reader still learns which. */
  @Test
  void stageThatCouldNotBeginSaysWhy() {
    RunText text = new RunText(Style.PLAIN);
    Verdict unjudged = Verdict.undecided(Reason.NOT_RUN);
    StageView reached =
        new StageView(
            "lint",
            unjudged,
            "no valid contract",
            Duration.ofMillis(61),
            false,
            List.of(),
            List.of());
    StageView never =
        new StageView("test", unjudged, "", Duration.ZERO, false, List.of(), List.of());
    assertThat(text.stage(reached))
        .contains("stopped", "61ms", "no valid contract")
        .doesNotContain("undecided");
    assertThat(text.stage(never)).contains("not run").doesNotContain("stopped");
  }

  @Test
  void coloursChangeNoWord() {
    String coloured = text(Views.broken(), new Style(true, false, 80));
    assertThat(coloured).contains("\u001b[31m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9]+m", ""))
        .isEqualTo(text(Views.broken(), Style.PLAIN));
  }

  @Test
  void foreignTextCannotEscapeInHtml() throws Exception {
    String html = RunHtml.of(Views.hostile());
    assertThat(html).doesNotContain("<script", "<img", "alert('", "\u202e", "\u0000", "\u001b");
    // well-formed but for the five void elements and the doctype, so nothing broke out of its place
    String xml =
        html.replace("<!doctype html>", "").replaceAll("<meta [^>]*>", "").replace("&#39;", "'");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("img")
                .getLength())
        .isZero();
  }

  @Test
  void foreignTextCannotSteerATerminal() {
    assertThat(text(Views.hostile(), Style.PLAIN)).doesNotContain("\u001b", "\u202e", "\u0000");
  }

  @Test
  void htmlNeedsNothingFromElsewhere() {
    assertThat(
            Pattern.compile("(src|href|url|@import|<link|<script)")
                .matcher(RunHtml.of(Views.kept()))
                .find())
        .isFalse();
  }

  @Test
  void jsonCarriesTheWholeCounterexample() {
    JsonNode run = JsonMapper.shared().readTree(RunJson.of(Views.broken()));
    JsonNode check = run.at("/test/dimensions/1/checks/0");
    assertThat(check.at("/check").stringValue()).isEqualTo("output/conserve");
    assertThat(check.at("/counterexample/hex").stringValue()).startsWith("efbbbf22");
    assertThat(run.at("/verdict").stringValue()).isEqualTo("broken");
    assertThat(run.at("/stages/3/reason").stringValue()).isEqualTo("not-run");
  }
}
