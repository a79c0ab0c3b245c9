// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a user wants of the rules: which run, and how severe they are here. A rule goes by its own
 * name before it goes by its risk's.
 *
 * @param byName choices by {@code risk/rule} or {@code risk}
 * @param only when not empty, no rules but these run; names as above
 */
public record Choices(Map<String, Choice> byName, Set<String> only) {
  /** The rules as the catalogue has them. */
  public static final Choices NONE = new Choices(Map.of(), Set.of());

  /** Copies both, in order. */
  public Choices {
    byName = java.util.Collections.unmodifiableMap(new TreeMap<>(byName));
    only = java.util.Collections.unmodifiableSet(new TreeSet<>(only));
  }

  /**
   * One choice.
   *
   * @param on empty to leave it to the rule's maturity
   * @param severity instead of the rule's own; a match that is milder than the rule stays so
   * @param except where the rule is silent, as patterns of {@code .gitignore}
   */
  public record Choice(Optional<Boolean> on, Optional<Severity> severity, List<String> except) {
    /** Copies the list. */
    public Choice {
      except = List.copyOf(except);
    }
  }

  /** Whether a rule runs; {@code byMaturity} when no choice says. */
  public boolean runs(Rule rule, Set<Maturity> maturities) {
    RuleId id = rule.id();
    if (!only.isEmpty()) {
      return only.contains(id.toString())
          || (only.contains(id.risk()) && on(rule).orElse(maturities.contains(rule.maturity())));
    }
    return on(rule).orElse(maturities.contains(rule.maturity()));
  }

  private Optional<Boolean> on(Rule rule) {
    return choice(rule.id().toString())
        .flatMap(Choice::on)
        .or(() ->
            choice(rule.id().risk())
                .flatMap(Choice::on)
                .filter(on -> !on || rule.maturity() != Maturity.DEPRECATED));
  }

  /** The severity that a user gave a rule. */
  public Optional<Severity> severity(RuleId id) {
    return choice(id.toString())
        .flatMap(Choice::severity)
        .or(() -> choice(id.risk()).flatMap(Choice::severity));
  }

  /** The patterns of paths on which a rule is silent. */
  List<String> except(RuleId id) {
    return choice(id.toString())
        .filter(choice -> !choice.except().isEmpty())
        .or(() -> choice(id.risk()))
        .map(Choice::except)
        .orElse(List.of());
  }

  /** Whether a rule is silent about a file. */
  boolean silences(RuleId id, String path) {
    List<String> patterns = except(id);
    if (patterns.isEmpty()) {
      return false;
    }
    IgnoreFile except = IgnoreFile.of(0, patterns);
    List<String> parts = IgnoreFile.parts(path);
    for (int length = 1; length <= parts.size(); length++) {
      if (except.leavesOut(parts.subList(0, length), length < parts.size()).orElse(false)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same with a rule on, unless the user has turned it on or off by its name or by its risk's.
   * What he said of its severity and its paths stays.
   *
   * @param rule as {@code risk/rule}
   */
  public Choices running(String rule) {
    Optional<Choice> own = choice(rule);
    Optional<Choice> ofRisk = choice(RuleId.of(rule).risk());
    if (own.flatMap(Choice::on).or(() -> ofRisk.flatMap(Choice::on)).isPresent()) {
      return this;
    }
    Choice running =
        new Choice(
            Optional.of(true),
            own.flatMap(Choice::severity),
            own.map(Choice::except).orElse(List.of()));
    Map<String, Choice> more = new TreeMap<>(byName);
    more.put(rule, running);
    return new Choices(more, only);
  }

  private Optional<Choice> choice(String name) {
    return Optional.ofNullable(byName.get(name));
  }
}
