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

/** A secret is written into the binary. */
final class SecretInjected implements Rule {
  @Override
  public RuleId id() {
    return RuleId.of("link-flags/secret-injected");
  }

  @Override
  public Severity severity() {
    return Severity.HIGH;
  }

  @Override
  public Maturity maturity() {
    return Maturity.INCUBATING;
  }

  @Override
  public Reach reach() {
    return Reach.INPUT;
  }

  @Override
  public String why() {
    return "The value is a string in the binary: everybody who can read the binary or the image can"
        + " read it, with strings, and go version -m prints the flag. Neither -s -w nor"
        + " -trimpath takes the value out.";
  }

  @Override
  public String fix() {
    return "Take the flag out and hand the secret over when the program starts: a file, a variable"
        + " of its environment, or a secret store. Replace the secret: it is in every binary"
        + " built so far.";
  }

  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return LinkTexts.injections(evidence)
        .flatMap(one -> SecretReference.in(one.value()).map(name -> match(one, name)).stream());
  }

  private static Match match(Injection one, String name) {
    String message = "-X " + one.target() + " puts " + name + " into the binary.";
    return Match.at(one.place(), message).hiding(one.value());
  }
}
