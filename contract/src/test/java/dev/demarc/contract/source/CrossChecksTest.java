// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossChecksTest {
  private static final String LIMITS = "limits: {memory: 128Mi, cpu: 500m, pids: 32}";

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "memory.max: '134217728'| ",
        "memory.max: '134217727'|limits.memory is 128Mi = 134217728, but unified memory.max is 134217727: they must agree.",
        "memory.max: max|limits.memory is 128Mi = 134217728, but unified memory.max is max: they must agree.",
        "memory.swap.max: '1'|limits.swap is 0, but unified memory.swap.max is 1: they must agree.",
        "memory.swap.max: '0'| ",
        "cpu.max: '50000 100000'| ",
        "cpu.max: '25000 50000'| ",
        "cpu.max: '60000 100000'|limits.cpu is 500m = 50000 100000, but unified cpu.max is 60000 100000: they must agree.",
        "cpu.max: 'max 100000'|limits.cpu is 500m = 50000 100000, but unified cpu.max is max 100000: they must agree.",
        "pids.max: '32'| ",
        "pids.max: '33'|limits.pids is 32, but unified pids.max is 33: they must agree.",
        "memory.high: '1'| ",
      })
  void rawFilesMustAgreeWithLimits(String raw, String message) {
    Reading reading =
        ContractReader.examine(
            SampleContracts.returns(folder, LIMITS, LIMITS + "\n    unified: {" + raw + "}"));
    if (message == null) {
      assertThat(reading.problems()).isEmpty();
    } else {
      assertThat(reading.problems()).extracting(Problem::message).containsExactly(message);
      assertThat(reading.problems().getFirst().rule()).isEqualTo("RES-CROSS");
      assertThat(reading.problems().getFirst().line()).isEqualTo(75);
      assertThat(reading.contract()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({"0-1,'0,1',true", "'0,1,2',0-2,true", "0-1,0-2,false", "3-1,3-1,false"})
  void cpuListsAreComparedAsSets(String limit, String raw, boolean same) {
    Reading reading =
        ContractReader.examine(
            SampleContracts.returns(
                folder,
                LIMITS,
                "limits: {cpuset: '%s'}\n    unified: {cpuset.cpus: '%s'}".formatted(limit, raw)));
    assertThat(reading.problems().isEmpty()).isEqualTo(same);
  }
}
