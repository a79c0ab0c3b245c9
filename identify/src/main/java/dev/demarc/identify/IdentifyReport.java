// SPDX-License-Identifier: Apache-2.0
package dev.demarc.identify;

import dev.demarc.evidence.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What identify says of its inputs. Sorted and deterministic: the same input gives the same report,
 * with no clock, host or absolute path in it.
 *
 * @param catalogue digest over the rules that this program knows
 * @param components every program that the inputs start, whether or not a rule fired on it
 * @param suppressed findings that a comment of the source switched off, or that the baseline knows;
 *     they are in no count of findings
 * @param leftOut files of the inputs that were not looked at, by why
 * @param unchanged what is not said, when only changed files are asked for
 * @param examined of captures and of running hosts
 */
public record IdentifyReport(
    Settings settings,
    String catalogue,
    List<Source> inputs,
    List<Finding> findings,
    List<ForeignComponent> components,
    List<Problem> problems,
    List<Finding> suppressed,
    List<LeftOut> leftOut,
    Optional<Changes.Unchanged> unchanged,
    Examined examined) {
  /** The name and version of the report's shape. */
  public static final String SCHEMA = "demarc/identify/1";

  /** Copies the lists. */
  public IdentifyReport {
    inputs = List.copyOf(inputs);
    findings = List.copyOf(findings);
    components = List.copyOf(components);
    problems = List.copyOf(problems);
    suppressed = List.copyOf(suppressed);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * One input.
   *
   * @param kind directory, or one single file
   * @param digest over paths and contents of all files that were read
   */
  public record Source(int id, String name, String kind, String digest, int files, long bytes) {}

  /**
   * The same report for a project that knows some of the findings: those are in {@link #suppressed}
   * and count no more.
   */
  public IdentifyReport under(Baseline baseline) {
    List<Finding> aside = new ArrayList<>(suppressed);
    aside.addAll(baseline.known(findings));
    aside.sort(Finding.ORDER);
    return new IdentifyReport(
        settings,
        catalogue,
        inputs,
        baseline.unknown(findings),
        components,
        problems,
        aside,
        leftOut,
        unchanged,
        examined);
  }

  /** The same report without the findings that are not about a changed file. */
  IdentifyReport only(Changes changes, Predicate<Finding> wholeInput) {
    List<Finding> shown =
        findings.stream().filter(one -> changes.touch(one, wholeInput.test(one))).toList();
    return new IdentifyReport(
        settings,
        catalogue,
        inputs,
        shown,
        components,
        problems,
        suppressed,
        leftOut,
        Optional.of(new Changes.Unchanged(changes.since(), findings.size() - shown.size())),
        examined);
  }

  /** One report of the inputs of both; the inputs of the other come behind. */
  public IdentifyReport and(IdentifyReport other) {
    List<Source> sources = new ArrayList<>(inputs);
    for (Source one : other.inputs) {
      int id = sources.size();
      sources.add(new Source(id, one.name(), one.kind(), one.digest(), one.files(), one.bytes()));
    }
    return new IdentifyReport(
        settings,
        catalogue,
        sources,
        Examined.joined(findings, other.findings),
        Examined.joined(components, other.components),
        Examined.joined(problems, other.problems),
        Examined.joined(suppressed, other.suppressed),
        Examined.joined(leftOut, other.leftOut),
        unchanged.or(() -> other.unchanged),
        examined.and(other.examined));
  }

  /** The findings that the baseline knows. */
  public List<Finding> known() {
    return suppressed.stream().filter(Finding::baseline).toList();
  }

  /** How many that the baseline lists are not there any more. */
  public int gone() {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(known());
    return settings.baseline().map(baseline -> baseline.gone(all)).orElse(0);
  }

  /** How many findings have this severity. */
  public long count(Severity severity) {
    return findings.stream().filter(finding -> finding.severity() == severity).count();
  }

  /** True when a finding reaches the threshold of the settings: exit code 1. */
  public boolean fails() {
    return settings
        .failOn()
        .map(threshold -> findings.stream().anyMatch(f -> f.severity().atLeast(threshold)))
        .orElse(false);
  }

  /**
   * The report in the shape {@value #SCHEMA}: maps, lists, strings, numbers and null only, in the
   * order in which they are to be written. Any JSON writer can take it.
   */
  public Map<String, Object> tree() {
    return ReportTree.of(this);
  }
}
