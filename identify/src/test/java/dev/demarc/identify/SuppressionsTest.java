// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.evidence.Place;
import dev.demarc.evidence.SourceText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuppressionsTest {
  private static final String OWN = "demarc:ignore toy/command until=2027-03-31 reason=known";

  private static final String WRITE = ": write demarc:ignore risk/rule until=2027-03-31 reason=why";

  @TempDir Path root;

  @Test
  void commentsOfEveryKindOfFileCount() {
    for (String file :
        List.of("ci.yml", "Dockerfile", "Makefile", "run.sh", "a.service", "prod.env", "a.go")) {
      assertThat(holds(file, "# " + OWN + "\nbad\n", 2)).as(file).isEqualTo(true);
      assertThat(holds(file, "  #" + OWN + "\n  bad\n", 2)).as(file).isTrue();
      assertThat(holds(file, "# " + OWN + "\n\nbad\n", 3)).as(file).isFalse();
      assertThat(holds(file, "X=1 # " + OWN + "\nbad\n", 2)).as(file).isFalse();
    }
    assertThat(holds("ci.yml", "run: a '#' b#c # " + OWN + "\n", 1)).isTrue();
    assertThat(holds("ci.yml", "run: x#" + OWN + "\n", 1)).isFalse();
  }

  @Test
  void severalCommentsMayStandAboveOneLine() {
    String other = OWN.replace("command", "other");
    assertThat(holds("ci.yml", "# " + OWN + "\n# " + other + "\nbad\n", 3)).isTrue();
    assertThat(holds("ci.yml", "# " + OWN + "\n# a word in between\nbad\n", 3)).isFalse();
  }

  @Test
  void malformedOnesAreProblems() throws IOException {
    Trees.write(
        root,
        "a.go",
        """
        package a

        // demarc:ignore toy/command
        var a = 1 //demarc:ignore toy/command until=2027-02-30 reason=x
        //demarc:ignore toy/commnd until=2027-03-31 reason=x
        // About demarc:ignore one reads in the manual.
        var b = "//demarc:ignore toy/command"
        //demarc:ignore toy/command until=2027-03-31 reason=good
        """);
    Trees.write(
        root,
        "run.sh",
        """
        #!/bin/sh
        # demarc:ignore toy/command reason=x
        # demarc:ignore until=2027-03-31 reason=x
        # demarc:ignore toy/command until=2027-03-31
        # demarc:ignore toy/command until=2027-03-31 reason=
        # demarc:ignore toy/command until=tomorrow reason=x
        # demarc:ignore toy/command reason=x until=2027-03-31
        echo
        """);
    assertThat(Trees.engine().identify(root, ".").problems())
        .extracting(one -> one.file() + ":" + one.line() + " " + one.problem() + " " + one.text())
        .containsExactly(
            "a.go:3 suppression-malformed no until=" + WRITE,
            "a.go:4 suppression-malformed until= is no day, 2027-02-30" + WRITE,
            "a.go:5 suppression-malformed no rule has the name toy/commnd",
            "run.sh:2 suppression-malformed no until=" + WRITE,
            "run.sh:3 suppression-malformed no rule" + WRITE,
            "run.sh:4 suppression-malformed no reason=" + WRITE,
            "run.sh:5 suppression-malformed an empty reason=" + WRITE,
            "run.sh:6 suppression-malformed until= is no day, tomorrow" + WRITE,
            "run.sh:7 suppression-malformed its parts in another order" + WRITE);
  }

  private static boolean holds(String file, String text, int line) {
    Texts texts = new Texts();
    texts.add(new SourceText(file, text.getBytes(StandardCharsets.UTF_8)));
    Rule rule = new Trees.Fires("toy/command", Severity.HIGH);
    Finding finding =
        new Findings(texts, Choices.NONE)
            .finding(rule, Match.at(new Place(file, line, 1, line, 2), "Bad."));
    return new Suppressions(Trees.TODAY).of(rule, finding, texts) instanceof Suppressions.Holds;
  }
}
