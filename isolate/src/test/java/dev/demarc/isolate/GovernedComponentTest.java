// SPDX-License-Identifier: Apache-2.0
package dev.demarc.isolate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Outcome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class GovernedComponentTest {
  @TempDir Path folder;

  @Test
  void refusedInputNeverReachesTheComponent() {
    CallResult call = call(Sample.shell("echo called"), new byte[] {'a', (byte) 0xff, '\n'});
    assertThat(call.outcome()).isEqualTo(Outcome.IV);
    assertThat(call.run()).isEmpty();
    assertThat(call.violations()).isNotEmpty();
  }

  @Test
  void goodAnswerIsOk() {
    CallResult call = call(Sample.command("cat"), "text\n".getBytes(UTF_8));
    assertThat(call.outcome()).isEqualTo(Outcome.OK);
    assertThat(call.violations()).isEmpty();
    assertThat(call.run().orElseThrow().stdout()).asString(UTF_8).isEqualTo("text\n");
  }

  @Test
  void answerThatBreaksTheContractIsTheComponentsFault() {
    CallResult call = call(Sample.shell("printf '\\377\\n'"), "text\n".getBytes(UTF_8));
    assertThat(call.outcome()).isEqualTo(Outcome.OV);
    assertThat(call.violations()).isNotEmpty();
  }

  @Test
  void exitCodeWinsOverTheAnswer() {
    CallResult call = call(Sample.shell("printf '\\377\\n'; exit 4"), "text\n".getBytes(UTF_8));
    assertThat(call.outcome()).isEqualTo(Outcome.RE);
    assertThat(call.violations()).isEmpty();
  }

  @Test
  void componentMayRejectItsInputItself() {
    CallResult call = call(Sample.shell("exit 65"), "text\n".getBytes(UTF_8));
    assertThat(call.outcome()).isEqualTo(Outcome.IV);
    assertThat(call.run()).isPresent();
  }

  @Test
  void recordHoldsFiguresAndNoPayload() {
    Contract contract = Sample.shell("cat; sleep 61 &").contract(folder);
    try (GovernedComponent component = GovernedComponent.open(contract, folder)) {
      CallResult call = component.call("secret\n".getBytes(UTF_8));
      ObjectNode record = RunRecord.json(contract, component.boundary(), call);
      assertThat(record.get("outcome").asString()).isEqualTo("OK");
      assertThat(record.get("exit").get("code").asInt()).isZero();
      assertThat(record.get("wallMicros").asLong()).isPositive();
      assertThat(record.get("stdoutBytes").asInt()).isEqualTo(7);
      assertThat(record.get("breaches").get(0).get("check").asString())
          .isEqualTo("lifecycle/orphans");
      assertThat(record.get("controls").isEmpty()).isFalse();
      assertThat(record.toString()).doesNotContain("secret");
    }
  }

  private CallResult call(Sample sample, byte[] input) {
    try (GovernedComponent component = GovernedComponent.open(sample.contract(folder), folder)) {
      return component.call(input);
    }
  }
}
