// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.moduleproxy;

import dev.demarc.evidence.dockerfile.Dockerfile;
import dev.demarc.evidence.dockerfile.Instruction;
import dev.demarc.evidence.dockerfile.Stage;
import dev.demarc.evidence.dockerfile.Word;
import dev.demarc.identify.Match;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Stages of a Dockerfile that copy go.mod, leave go.sum behind and let the go command fetch. */
final class SumNotCopied {
  private SumNotCopied() {}

  static Stream<Match> in(Dockerfile file) {
    return file.stages().stream().flatMap(stage -> in(stage).stream());
  }

  private static Optional<Match> in(Stage stage) {
    Optional<Instruction> alone = Optional.empty();
    for (Instruction one : stage.instructions()) {
      if (one.is("COPY") || one.is("ADD")) {
        alone = isModAlone(one) ? Optional.of(one) : Optional.empty();
      } else if (one.is("RUN") && alone.isPresent() && fetches(stage, one)) {
        return alone.map(copy ->
            Match.at(
                copy.place(),
                "go.mod is copied without go.sum, and the next step fetches modules: nothing ties"
                    + " them to the ones that were looked at."));
      }
    }
    return Optional.empty();
  }

  private static boolean isModAlone(Instruction copy) {
    List<String> sources = new ArrayList<>(copy.words().stream().map(Word::text).toList());
    if (sources.size() < 2 || copy.flag("from").isPresent()) {
      return false;
    }
    sources.removeLast();
    return sources.stream().allMatch(one -> one.endsWith("go.mod"));
  }

  private static boolean fetches(Stage stage, Instruction run) {
    return !run.line().text().contains("go.sum")
        && stage.script(run).commands().stream().anyMatch(Environment::works);
  }
}
