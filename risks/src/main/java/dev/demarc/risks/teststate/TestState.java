// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.teststate;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Note;
import dev.demarc.identify.Risk;
import dev.demarc.identify.Rule;
import java.util.List;
import java.util.stream.Stream;

/**
 * Environment, working directory and flags belong to the process: all tests of one package share
 * them, whatever number of processes go test starts.
 */
public final class TestState implements Risk {
  @Override
  public String id() {
    return "test-state";
  }

  @Override
  public String title() {
    return "Tests share the state of one process";
  }

  @Override
  public List<Rule> rules() {
    return List.of(
        new EnvLeak(),
        new EnvRestoredByHand(),
        new EnvWithParallel(),
        new SetenvPanicsParallel(),
        new FlagParseInInit(),
        new CargoCultPOne());
  }

  @Override
  public Stream<Note> notes(Evidence folder) {
    return ParallelChange.notes(folder);
  }
}
