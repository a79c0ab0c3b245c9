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
import java.util.stream.Stream;

/** GOMEMLIMIT has a form that the runtime refuses: the program ends before main. */
final class GomemlimitMalformed implements Rule {
  /** From the longest on: MiB ends with B. */
  private static final List<String> UNITS = List.of("KiB", "MiB", "GiB", "TiB", "B", "");

  /** A limit below this, in bytes, is a number of another unit. */
  private static final BigInteger SMALLEST = BigInteger.valueOf(16L << 20);

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
    return "The runtime takes a whole number of bytes, or one with B, KiB, MiB, GiB or TiB, and nothing else. The words of"
        + " Kubernetes and Docker (512Mi, 1g) are other words: every Go program with that environment ends at once, exit"
        + " status 2.";
  }

  @Override
  public String fix() {
    return "Write a whole number with MiB or GiB, such as 450MiB, somewhat below the limit of the container.";
  }

  @Override
  public Stream<Match> findIn(Evidence evidence) {
    return evidence
        .of(Setting.class)
        .filter(setting -> setting.name().equals("GOMEMLIMIT") && setting.constant())
        .filter(setting -> setting.source() != Setting.Source.GO)
        .flatMap(GomemlimitMalformed::in);
  }

  private static Stream<Match> in(Setting setting) {
    String value = setting.value();
    if (value.isEmpty() || value.equals("off") || isPlaceholder(value)) {
      return Stream.empty();
    }
    if (!isAccepted(value)) {
      return Stream.of(
          Match.at(
              setting.place(),
              "GOMEMLIMIT="
                  + value
                  + " is no size that Go knows: the program ends at its start, exit status 2."));
    }
    return isTiny(value)
        ? Stream.of(
            Match.at(
                    setting.place(),
                    "GOMEMLIMIT="
                        + value
                        + " is a limit in bytes, below 16 MiB: the collector runs all the time.")
                .as(Severity.MEDIUM))
        : Stream.empty();
  }

  private static boolean isPlaceholder(String value) {
    return value.chars().anyMatch(c -> "${}<>%@()[]".indexOf(c) >= 0) || value.contains("__");
  }

  private static String unit(String value) {
    return UNITS.stream().filter(value::endsWith).findFirst().orElse("");
  }

  /** Without the unit and a plus, which is accepted. */
  private static String digits(String value) {
    String digits = value.substring(0, value.length() - unit(value).length());
    return digits.startsWith("+") ? digits.substring(1) : digits;
  }

  private static boolean isAccepted(String value) {
    String digits = digits(value);
    return !digits.isEmpty()
        && digits.length() <= 40
        && digits.chars().allMatch(c -> c >= '0' && c <= '9')
        && bytes(value).bitLength() < Long.SIZE;
  }

  private static BigInteger bytes(String value) {
    int power = Math.max(0, List.of("", "KiB", "MiB", "GiB", "TiB").indexOf(unit(value)));
    return new BigInteger(digits(value)).shiftLeft(10 * power);
  }

  private static boolean isTiny(String value) {
    boolean plain = unit(value).isEmpty() || unit(value).equals("B");
    return plain && bytes(value).compareTo(SMALLEST) < 0;
  }
}
