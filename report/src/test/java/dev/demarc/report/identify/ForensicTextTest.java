// SPDX-License-Identifier: Apache-2.0
package dev.demarc.report.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Problem;
import dev.demarc.evidence.capture.Classified;
import dev.demarc.evidence.capture.Subject;
import dev.demarc.identify.Examined;
import dev.demarc.identify.IdentifyReport;
import dev.demarc.identify.NextStep;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Undecided;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The first screen at 3 a.m.: short, and never an all-clear that is none. */
class ForensicTextTest {
  private record Seen(Subject subject, String label, String detail) implements Classified {}

  private static final Problem UNKNOWN =
      new Problem("a.txt", 0, "unknown-format", "no reader knows it", "the whole file");

  private static String text(
      List<IdentifyReport.Source> inputs, List<Problem> problems, Examined examined) {
    IdentifyReport none = Reports.empty();
    return IdentifyFormat.TEXT.of(
        new IdentifyReport(
            none.settings(),
            none.catalogue(),
            inputs,
            List.of(),
            List.of(),
            problems,
            List.of(),
            List.of(),
            Optional.empty(),
            examined),
        Reports.around(""));
  }

  private static IdentifyReport.Source input(String name, String kind, int files) {
    return new IdentifyReport.Source(0, name, kind, "", files, 1);
  }

  private static Examined seen(Stream<Seen> subjects) {
    return new Examined(
        List.of(), List.of(), subjects.map(Classified.class::cast).toList(), Optional.empty());
  }

  @Test
  void aCaptureOfWhichNoRuleSpeaksIsNoAllClear() {
    assertThat(text(List.of(input("dns.pcap", "pcap", 1)), List.of(), Examined.NOTHING))
        .isEqualTo(
            "no answer: no rule has anything to say of what was read: dns.pcap (pcap)\nno finding in 1 input\n");
    Examined one = seen(Stream.of(new Seen(Subject.pid(7), "no-quota", "")));
    assertThat(text(List.of(input("pid:7", "bundle", 1)), List.of(), one))
        .doesNotContain("no answer");
  }

  @Test
  void whatIsNoCaptureIsNotToldOfSources() {
    assertThat(text(List.of(input("a.txt", "unknown", 0)), List.of(UNKNOWN), Examined.NOTHING))
        .contains("\nnothing was read: known by their content are strace, pcap, ")
        .doesNotContain("Makefile");
  }

  @Test
  void subjectsThatDifferInThePidAloneAreCounted() {
    Stream<Seen> children =
        IntStream.range(98, 140).mapToObj(pid -> new Seen(Subject.pid(pid), "no-quota", "idle"));
    Seen other = new Seen(Subject.pid(7), "throttled", "idle");
    assertThat(
            text(
                List.of(input("pid:7", "live", 9)),
                List.of(),
                seen(Stream.concat(children, Stream.of(other)))))
        .contains(
            "  pid 98                                no-quota  idle\n",
            """
              pid 100                               no-quota  idle
              and 39 more that differ in the pid alone
              pid 7                                 throttled  idle
            """)
        .doesNotContain("pid 101", "lists them all");
    Stream<Seen> rows =
        IntStream.range(0, 21).mapToObj(i -> new Seen(Subject.pid(7), "class-" + i, ""));
    assertThat(text(List.of(input("pid:7", "live", 9)), List.of(), seen(rows)))
        .contains("class-19\n  and 1 more: --format json lists them all\n");
  }

  @Test
  void commandsOfDemarcBeginAsTheReaderStartedIt() {
    RuleId rule = RuleId.of("made-up/rule-high");
    List<NextStep> steps =
        List.of(
            new NextStep("again", "demarc identify pid:7"),
            new NextStep("as root", "sudo demarc identify pid:7"),
            new NextStep("else", "ls demarc x"));
    Undecided open =
        new Undecided(
            rule, Subject.pid(7), Undecided.Reason.TOO_SHORT, "too short.", List.of(), steps);
    Examined examined = new Examined(List.of(open), List.of(), List.of(), Optional.empty());
    assertThat(text(List.of(input("b", "bundle", 9)), List.of(), examined))
        .contains(
            "           ./demarc identify pid:7\n",
            "           sudo ./demarc identify pid:7\n",
            "           ls demarc x\n");
  }

  @Test
  void aProcessWithoutFindingGetsTheCommandThatShowsMoreUnlessItEnded() {
    Examined one = seen(Stream.of(new Seen(Subject.pid(7), "no-quota", "")));
    List<IdentifyReport.Source> live = List.of(input("pid:7", "live", 9));
    String more = "           ./demarc capture pid:7 --packets any -o bundle\n";
    assertThat(text(live, List.of(), one)).contains(more);
    Problem ended = new Problem("pid:7", 0, "ended", "it ended", "what came after");
    assertThat(text(live, List.of(ended), one)).doesNotContain(more);
    assertThat(text(List.of(input("host", "live", 9)), List.of(), one)).doesNotContain("capture");
  }
}
