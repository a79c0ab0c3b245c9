// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Outcome;
import dev.demarc.contract.Reason;
import dev.demarc.contract.Verdict;
import dev.demarc.isolate.Exit.Code;
import dev.demarc.isolate.Exit.NotStarted;
import dev.demarc.isolate.Exit.Signal;
import dev.demarc.pipeline.PipelineResult;
import dev.demarc.pipeline.verify.VerifyReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExitTest {

  /** The table of contract/vocabulary.md §b for wrappers. */
  @ParameterizedTest
  @CsvSource({
    "OK,0,0", "RE,3,3", "RE,137,137", "IV,65,65", "OV,0,76", "OL,0,76", "PL,1,76", "PX,0,76",
    "TO,0,124", "CT,0,124", "QF,0,75", "BK,0,75", "DR,0,75", "OM,0,137", "CC,0,141", "XX,0,70"
  })
  void aWrapperSaysHowTheCallEnded(Outcome outcome, int code, int expected) {
    assertThat(Exit.of(outcome, new Code(code)).code()).isEqualTo(expected);
  }

  @Test
  void aSignalIsAddedTo128() {
    assertThat(Exit.of(Outcome.SG, new Signal(11, false)).code()).isEqualTo(139);
    assertThat(Exit.of(Outcome.TO, new Signal(15, true)).code()).isEqualTo(124);
    assertThat(Exit.of(Outcome.OM, new Signal(9, false)).code()).isEqualTo(137);
  }

  @Test
  void aProgramThatIsNotThereIsToldFromOneThatCannotRun() {
    assertThat(Exit.of(Outcome.SF, new NotStarted("./x: No such file or directory")).code())
        .isEqualTo(127);
    assertThat(Exit.of(Outcome.SF, new NotStarted("./x: ENOENT")).code()).isEqualTo(127);
    assertThat(Exit.of(Outcome.SF, new NotStarted("./x: Permission denied")).code()).isEqualTo(126);
  }

  @Test
  void inputThatTheGateRefusedIs65() {
    assertThat(Exit.of(Outcome.IV, new NotStarted("refused")).code()).isEqualTo(65);
  }

  @Test
  void benignUndecidedPassesUnlessTheContractInsists() {
    Verdict benign = Verdict.undecided(Reason.NOT_ENFORCED);
    assertThat(Exit.of(benign, false)).isEqualTo(Exit.PASS);
    assertThat(Exit.of(benign, true)).isEqualTo(Exit.UNDECIDED);
    assertThat(Exit.of(Verdict.undecided(Reason.FLAKY), false)).isEqualTo(Exit.UNDECIDED);
    assertThat(Exit.of(Verdict.broken(), false)).isEqualTo(Exit.BROKEN);
    assertThat(Exit.of(Verdict.kept(), true)).isEqualTo(Exit.PASS);
  }

  @Test
  void endingsOfPipelineAndVerify() {
    assertThat(Exit.of(PipelineResult.Ending.PASSED).code()).isZero();
    assertThat(Exit.of(PipelineResult.Ending.BROKEN).code()).isEqualTo(1);
    assertThat(Exit.of(PipelineResult.Ending.USAGE).code()).isEqualTo(2);
    assertThat(Exit.of(PipelineResult.Ending.UNDECIDED).code()).isEqualTo(3);
    assertThat(Exit.of(PipelineResult.Ending.BUDGET_GONE).code()).isEqualTo(4);
    assertThat(Exit.of(VerifyReport.Ending.VERIFIED).code()).isZero();
    assertThat(Exit.of(VerifyReport.Ending.BROKEN).code()).isEqualTo(1);
    assertThat(Exit.of(VerifyReport.Ending.CANNOT).code()).isEqualTo(3);
  }

  @Test
  void kindsOfFailure() {
    assertThat(Exit.of(new DemarcException(DemarcException.Kind.USAGE, "", "")).code())
        .isEqualTo(2);
    assertThat(Exit.of(new DemarcException(DemarcException.Kind.BROKEN, "", "")).code())
        .isEqualTo(1);
    assertThat(Exit.of(new DemarcException(DemarcException.Kind.CANNOT, "", "")).code())
        .isEqualTo(3);
  }
}
