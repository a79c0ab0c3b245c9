// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.linkflags;

import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Reach;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.util.stream.Stream;

/** A flag tries to fix GOMAXPROCS at link time. */
final class CargoCultRuntimeGomaxprocs implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("link-flags/cargo-cult-runtime-gomaxprocs");
  }

  @Override
  public Severity severity() {
    return Severity.MEDIUM;
  }

  @Override
  public Maturity maturity() {
    return Maturity.SANDBOX;
  }

  @Override
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "runtime.gomaxprocs is an int32: the link fails with \"cannot set with -X: not a var of"
        + " type string\" (measured with Go 1.26). The runtime reads GOMAXPROCS when the"
        + " process starts, and no build fixes it.";
  }

  @Override
  public String fix() {
    return "Remove the flag. Set GOMAXPROCS in the environment of the container, or leave it to Go"
        + " 1.25 and later, which follow the CPU limit.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return LinkTexts.injections(evidence)
        .filter(one -> one.target().equals("runtime.gomaxprocs"))
        .map(one ->
            Match.at(one.place(), "-X runtime.gomaxprocs is a link error: it is no string."));
  }
}
