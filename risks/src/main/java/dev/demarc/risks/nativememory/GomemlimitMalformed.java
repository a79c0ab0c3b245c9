// SPDX-License-Identifier: Apache-2.0
package dev.demarc.risks.nativememory;

import dev.demarc.evidence.environment.Setting;
import dev.demarc.identify.Evidence;
import dev.demarc.identify.Match;
import dev.demarc.identify.Maturity;
import dev.demarc.identify.Rule;
import dev.demarc.identify.RuleId;
import dev.demarc.identify.Severity;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * GOMEMLIMIT is written in a form that the runtime does not know: the program ends at its start.
 */
final class GomemlimitMalformed implements Rule {
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "B");
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger FEWEST = BigInteger.valueOf(16L << 20);

  @Override
  public RuleId id() {
    return RuleId.of("native-memory/gomemlimit-malformed");
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
  public String why() {
    return "The runtime reads GOMEMLIMIT before main and ends with \"malformed GOMEMLIMIT\" and exit"
        + " code 2 when it cannot. Its units are not those of Kubernetes, Docker or systemd.";
  }

  @Override
  public String fix() {
    return "Write a whole number with B, KiB, MiB, GiB or TiB, or off: GOMEMLIMIT=512MiB.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return Variables.named(evidence, "GOMEMLIMIT").flatMap(setting -> match(setting).stream());
  }

  private static Optional<Match> match(Setting setting) {
    String value = setting.value();
    if (value.isEmpty() || value.equals("off")) {
      return Optional.empty();
    }
    Optional<BigInteger> bytes = bytes(value).filter(number -> number.compareTo(MOST) <= 0);
    if (bytes.isEmpty()) {
      return Optional.of(
          Match.at(
              setting.place(),
              "GOMEMLIMIT="
                  + value
                  + " is no form that Go knows: every Go program in this"
                  + " environment ends at its start with exit code 2."));
    }
    boolean bare = Variables.isNumber(value) || Variables.isNumber(withoutUnit(value, "B"));
    return bare && bytes.get().compareTo(FEWEST) < 0
        ? Optional.of(
            Match.at(
                    setting.place(),
                    "GOMEMLIMIT="
                        + value
                        + " means "
                        + bytes.get()
                        + " bytes: it starts, and the"
                        + " collector runs all the time.")
                .as(Severity.MEDIUM))
        : Optional.empty();
  }

  /** The number of bytes; none for a form that the runtime refuses. */
  private static Optional<BigInteger> bytes(String value) {
    if (Variables.isNumber(value)) {
      return Optional.of(new BigInteger(cut(value)));
    }
    for (int i = 0; i < UNITS.size(); i++) {
      String number = withoutUnit(value, UNITS.get(i));
      if (Variables.isNumber(number)) {
        int power = UNITS.get(i).equals("B") ? 0 : i + 1;
        return Optional.of(new BigInteger(cut(number)).shiftLeft(10 * power));
      }
    }
    return Optional.empty();
  }

  private static String withoutUnit(String value, String unit) {
    return value.endsWith(unit) ? value.substring(0, value.length() - unit.length()) : "";
  }

  /** So many digits say already that the number is too large. */
  private static String cut(String digits) {
    return digits.length() <= 40 ? digits : digits.substring(digits.length() - 40);
  }
}
