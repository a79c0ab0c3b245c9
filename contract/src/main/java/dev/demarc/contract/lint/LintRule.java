// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import dev.demarc.contract.source.Severity;
import java.util.Arrays;
import java.util.Optional;

/** The rules of the contract's lint; what only reading can see has its id there. */
public enum LintRule {
  // keep-sorted
  /** More calls are let in than the component promises to bear. */
  ADM_OVER(Severity.MEDIUM, "more calls in flight than the promised concurrency"),
  /** Placeholder and channel do not fit. */
  CMP0_CHANNEL(Severity.HIGH, "a file channel without its placeholder in command, or the reverse"),
  /** An exit code with two meanings. */
  CMP0_EXITCODES(Severity.HIGH, "an exit code that means two things"),
  /** Listens to everybody. */
  CMP0_LISTEN(Severity.MEDIUM, "a component that listens on every address"),
  /** A locale that cannot read the declared charset. */
  CMP0_LOCALE(Severity.MEDIUM, "a locale in env that is not UTF-8"),
  /** A command that depends on the host. */
  CMP0_PATH(Severity.MEDIUM, "a command that is found by PATH or outside the folder"),
  /** Text built into a shell program. */
  CMP0_SHELL(Severity.HIGH, "sh -c with something substituted into the program"),
  /** Nothing to compare a new version with. */
  CMP_BASELINE(Severity.INFO, "no baseline for comparisons"),
  /** Plain scalars that other readers take for something else. */
  DOC_IMPLICIT(Severity.MEDIUM, "a plain scalar that YAML 1.1 readers retype"),
  /** A mark that suppresses findings and is wrong itself. */
  DOC_IGNORE(Severity.MEDIUM, "a demarc:ignore mark that is expired, idle or incomplete"),
  /** Read, but not acted on by this version. */
  DOC_NOTYET(Severity.MEDIUM, "a key that this version reads but does not act on"),
  /** A word of the article. */
  DOC_OLDWORD(Severity.INFO, "an old word that is still read"),
  /** Nobody to ask. */
  DOC_OWNER(Severity.MEDIUM, "no owner"),
  /** A secret in the contract. */
  DOC_SECRET(Severity.HIGH, "a literal that looks like a secret"),
  /** An image that can change. */
  DOC_UNPINNED(Severity.MEDIUM, "an image without a digest"),
  /** Shadow or warn with a share. */
  ENF_SAMPLE(Severity.MEDIUM, "enforce while only a sample is checked"),
  /** A gauge that holds its maximum. */
  FB_MAXGAUGE(Severity.MEDIUM, "a signal that reads a held maximum"),
  /** A fallback never compared. */
  FB_NOTEST(Severity.MEDIUM, "a fallback whose answers are never compared"),
  /** No decision on the byte order mark. */
  IN_BOM_UNSET(Severity.MEDIUM, "text input without a decision on the byte order mark"),
  /** A dialect that cannot be read. */
  IN_CSV_DIALECT(Severity.HIGH, "a CSV dialect that cannot be read"),
  /** A header that may differ. */
  IN_CSV_HEADER(Severity.MEDIUM, "a CSV header that need not match exactly"),
  /** Line breaks in fields of a component that reads lines. */
  IN_CSV_NEWLINE(Severity.MEDIUM, "line breaks in fields for a component that reads lines"),
  /** Keys that need not be unique. */
  IN_CSV_PK(Severity.MEDIUM, "relations by a key that is no primary key"),
  /** Columns that may be shifted without notice. */
  IN_CSV_SHIFT(Severity.MEDIUM, "neighbouring columns that cannot be told apart"),
  /** The remedy that loses bytes. */
  IN_ICONV_IGNORE(Severity.HIGH, "iconv with //IGNORE or -c"),
  /** No size. */
  IN_LIMITS(Severity.MEDIUM, "no size limit of its own"),
  /** Stops too late for its surroundings. */
  LIF_ESCALATE(Severity.MEDIUM, "more time to stop than a pod gets"),
  /** What a caller waits at most. */
  LIF_BUDGET(Severity.INFO, "the longest wait of a caller"),
  /** Processes left behind are no breach. */
  LIF_LEAVE(Severity.INFO, "processes left behind are killed in silence"),
  /** No decision on time. */
  LIF_NOTIMEOUT(Severity.MEDIUM, "no time-out of its own"),
  /** A pool above its own limit. */
  LIF_POOL(Severity.HIGH, "a pool that starts larger than its concurrency"),
  /** A signal that shells ignore. */
  LIF_SIGINT(Severity.MEDIUM, "a stop signal that background jobs of shells ignore"),
  /** Exit codes that shells and kernels use. */
  OUT_EXIT(Severity.HIGH, "an exit code that means something else to shells"),
  /** No promise about the output. */
  OUT_NOSCHEMA(Severity.HIGH, "structured output without a schema"),
  /** No relation. */
  OUT_RELATION(Severity.INFO, "no relation between input and output"),
  /** Standard error may hold anything. */
  OUT_STDERR(Severity.MEDIUM, "standard error without a form"),
  /** CPUs and share that do not fit. */
  RES_CPUSET(Severity.MEDIUM, "a CPU share above the number of its CPUs"),
  /** A pause that the limit itself makes. */
  RES_JVM_CPU(Severity.MEDIUM, "less than a CPU for a JVM whose pauses are watched"),
  /** A heap too near its limit. */
  RES_JVM_HEAP(Severity.MEDIUM, "a JVM heap too near the memory limit"),
  /** A promise that cannot be seen to break. */
  RES_OBSERVED(Severity.MEDIUM, "a promise at or above the limit that is enforced"),
  /** Any number of processes. */
  RES_PIDS(Severity.MEDIUM, "no limit of processes"),
  /** Memory that goes to disk. */
  RES_SWAP(Severity.MEDIUM, "a memory limit that swap softens"),
  /** Closed object beside allOf. */
  SCH_AP_ALLOF(Severity.HIGH, "additionalProperties: false beside allOf that adds properties"),
  /** Enum members that look alike. */
  SCH_ENUM_CASE(Severity.MEDIUM, "enum members that differ only by case, space or form"),
  /** A default or example that is wrong. */
  SCH_EXAMPLE(Severity.HIGH, "an example or default that its own schema refuses"),
  /** Money as a fraction. */
  SCH_FLOAT_MONEY(Severity.INFO, "an amount of money as a binary fraction"),
  /** A format that nobody checks. */
  SCH_FORMAT_UNKNOWN(Severity.MEDIUM, "a format that is not checked"),
  /** Integers that other readers round. */
  SCH_INT_RANGE(Severity.MEDIUM, "an integer that may pass 2^53"),
  /** A keyword that does nothing. */
  SCH_KEYWORD_TYPO(Severity.HIGH, "a misspelt keyword"),
  /** A word of OpenAPI 3.0. */
  SCH_NULLABLE31(Severity.HIGH, "nullable, which JSON Schema 2020-12 ignores"),
  /** Unknown members pass. */
  SCH_OPEN_IN(Severity.MEDIUM, "an input object that lets unknown members pass"),
  /** A pattern found anywhere. */
  SCH_PATTERN_ANCHOR(Severity.MEDIUM, "a pattern that matches anywhere in the text"),
  /** A pattern that other engines read otherwise. */
  SCH_PATTERN_NONPORTABLE(Severity.MEDIUM, "a pattern that other engines cannot read"),
  /** A keyword for another type. */
  SCH_TYPE_MISSING(Severity.MEDIUM, "a keyword that never applies to the type"),
  /** Input without a bound. */
  SCH_UNBOUNDED(Severity.MEDIUM, "input of any length"),
  /** No value is valid. */
  SCH_UNSAT(Severity.HIGH, "a schema that no value fits"),
  /** No thresholds. */
  TST_COVER(Severity.MEDIUM, "no thresholds of coverage"),
  /** Text never tried in a wrong encoding. */
  TST_FAULTS(Severity.MEDIUM, "faults of text without one of encoding"),
  /** Never stopped in tests. */
  TST_LIFE(Severity.MEDIUM, "life-cycle tests without a stop");

  private final Severity severity;
  private final String title;

  LintRule(Severity severity, String title) {
    this.severity = severity;
    this.title = title;
  }

  /** The id of documents and output, for example {@code IN-CSV-SHIFT}. */
  public String id() {
    return name().replace('_', '-');
  }

  /** How much its findings matter. */
  public Severity severity() {
    return severity;
  }

  /** What it finds, in a few words. */
  public String title() {
    return title;
  }

  /** The rule with an id. */
  public static Optional<LintRule> of(String id) {
    return Arrays.stream(values()).filter(rule -> rule.id().equals(id)).findFirst();
  }
}
