// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a run of identify goes by.
 *
 * @param version of the program, for the report
 * @param failOn the threshold of the exit code; empty means never
 * @param maturities rules of these run, unless the choices say otherwise
 * @param today decides whether a suppression has expired: it is an argument, so that a result
 *     depends on no clock that the caller did not look at
 * @param choices which rules run, and how severe they are here
 * @param exclude what is not looked at, as patterns of {@code .gitignore} at the root of the input
 * @param privateHosts hosts that are the user's own although their names do not say so
 * @param baseline the findings that the project knows of
 * @param requestCost what the user says that one request costs; no file of a host tells
 */
public record Settings(
    String version,
    Optional<Severity> failOn,
    Set<Maturity> maturities,
    LocalDate today,
    Choices choices,
    List<String> exclude,
    List<String> privateHosts,
    Optional<Baseline> baseline,
    Optional<RequestCost> requestCost) {
  /** Copies the collections, the set in order. */
  public Settings {
    maturities = maturities.isEmpty() ? Set.of() : EnumSet.copyOf(maturities);
    exclude = List.copyOf(exclude);
    privateHosts = List.copyOf(privateHosts);
  }

  /** Threshold high, rules that are on by default. */
  public static Settings standard(String version, LocalDate today) {
    return new Settings(
        version,
        Optional.of(Severity.HIGH),
        EnumSet.of(Maturity.INCUBATING, Maturity.STABLE),
        today,
        Choices.NONE,
        List.of(),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  /** What of it decides what a folder gives, in words: the key of what is kept from run to run. */
  String meaning() {
    return new Settings(
            version,
            Optional.empty(),
            maturities,
            LocalDate.EPOCH,
            choices,
            List.of(),
            privateHosts,
            Optional.empty(),
            Optional.empty())
        .toString();
  }

  /** The same with rules on that are not yet judged on real code. */
  public Settings withSandbox() {
    Set<Maturity> more = EnumSet.copyOf(maturities);
    more.add(Maturity.SANDBOX);
    return new Settings(
        version, failOn, more, today, choices, exclude, privateHosts, baseline, requestCost);
  }

  /** The same with another threshold; empty means never. */
  public Settings failingOn(Optional<Severity> threshold) {
    return new Settings(
        version,
        threshold,
        maturities,
        today,
        choices,
        exclude,
        privateHosts,
        baseline,
        requestCost);
  }

  /** The same with these choices of rules. */
  public Settings choosing(Choices other) {
    return new Settings(
        version, failOn, maturities, today, other, exclude, privateHosts, baseline, requestCost);
  }

  /** The same without what these patterns name. */
  public Settings without(List<String> patterns) {
    return new Settings(
        version, failOn, maturities, today, choices, patterns, privateHosts, baseline, requestCost);
  }

  /** The same with hosts of the user's own. */
  public Settings owning(List<String> hosts) {
    return new Settings(
        version, failOn, maturities, today, choices, exclude, hosts, baseline, requestCost);
  }

  /** The same with a baseline. */
  public Settings knowing(Baseline known) {
    return new Settings(
        version,
        failOn,
        maturities,
        today,
        choices,
        exclude,
        privateHosts,
        Optional.of(known),
        requestCost);
  }

  /** The same with what the user says of one request. */
  public Settings stating(RequestCost cost) {
    return new Settings(
        version,
        failOn,
        maturities,
        today,
        choices,
        exclude,
        privateHosts,
        baseline,
        Optional.of(cost));
  }
}
