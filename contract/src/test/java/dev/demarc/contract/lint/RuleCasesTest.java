// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.source.ContractReader;
import dev.demarc.contract.source.Problem;
import dev.demarc.contract.source.Reading;
import dev.demarc.contract.source.SampleContracts;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule finds its case and is silent on the case beside it. */
class RuleCasesTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
  private static final String COMMAND = "command: [./normalize.sh]";
  private static final String LANGUAGE = "    language: shell\n";
  private static final String QTY = "qty: {type: integer, minimum: 1, maximum: 999}";
  private static final String REASON = "reason: {enum: [damaged, wrong_item, late, other]}";
  private static final String CURRENCY = "currency: {type: string, pattern: '^[A-Z]{3}$'}";
  private static final String CODES = "exitCodes: {ok: [0], reject: [65], retry: [75]}";
  private static final String LIMITS = "limits: {memory: 128Mi, cpu: 500m, pids: 32}";
  private static final String AFTER = "  compatibility: {policy";

  @TempDir Path folder;

  /** Old text, new text for the finding, new text for silence. */
  record Case(LintRule rule, String old, String bad, String good) {
    @Override
    public String toString() {
      return rule.id() + ": " + bad.strip();
    }
  }

  private static Case qty(LintRule rule, String bad, String good) {
    return new Case(rule, QTY, "qty: " + bad, "qty: " + good);
  }

  private static Case limits(LintRule rule, String bad, String good) {
    return new Case(rule, LIMITS, bad, good);
  }

  private static Case before(LintRule rule, String bad, String good) {
    return new Case(rule, AFTER, bad + "\n" + AFTER, good + "\n" + AFTER);
  }

  static Stream<Case> cases() {
    return Stream.of(structure(), component(), schema(), input(), lifecycle(), resources(), rest())
        .flatMap(List::stream);
  }

  private static List<Case> structure() {
    return List.of(
        new Case(LintRule.DOC_IMPLICIT, "owner: team-fulfilment", "owner: no", "owner: 'no'"),
        new Case(LintRule.DOC_IMPLICIT, "data: returns", "data: 0644", "data: '0644'"),
        new Case(
            LintRule.DOC_IMPLICIT,
            REASON,
            "reason: {enum: [1.20, 1.3]}",
            "reason: {enum: ['1.20', 1.3]}"),
        new Case(LintRule.DOC_OWNER, "  owner: team-fulfilment\n", "", "  owner: team-a\n"),
        new Case(
            LintRule.DOC_SECRET,
            LANGUAGE,
            "    env: {API_TOKEN: abc123}\n",
            "    env: {TOKEN_FILE: /run/secrets/t}\n"),
        new Case(
            LintRule.DOC_SECRET,
            COMMAND,
            "command: [./a.sh, AKIAIOSFODNN7EXAMPLE]",
            "command: [./a.sh, AKIA]"),
        new Case(
            LintRule.DOC_OLDWORD, "bom: strip  ", "bom: strip\n    bom_check: true", "bom: strip"),
        new Case(
            LintRule.DOC_UNPINNED,
            LANGUAGE,
            "    image: example.org/a:1\n",
            "    image: example.org/a@sha256:" + "0".repeat(64) + "\n"),
        new Case(LintRule.DOC_NOTYET, "ragged: forbid", "commentChar: '#'", "ragged: pad"),
        new Case(LintRule.DOC_NOTYET, "ragged: forbid", "doubleQuote: false", "doubleQuote: true"));
  }

  private static List<Case> component() {
    return List.of(
        new Case(
            LintRule.CMP0_SHELL,
            COMMAND,
            "command: [sh, -c, 'wc $1']",
            "command: [sh, -c, 'wc -l']"),
        new Case(
            LintRule.CMP0_SHELL,
            COMMAND,
            "command: [/bin/bash, -euc, 'wc {input}']",
            "command: [./c, -c, 'wc $1']"),
        new Case(
            LintRule.CMP0_PATH, COMMAND, "command: [normalize.sh]", "command: [awk, -f, ./a.awk]"),
        new Case(
            LintRule.CMP0_PATH,
            COMMAND,
            "command: [../normalize.sh]",
            "command: [bin/normalize.sh]"),
        new Case(
            LintRule.CMP0_PATH, COMMAND, "command: [/home/me/a.sh]", "command: [/usr/bin/awk]"),
        new Case(
            LintRule.CMP0_CHANNEL,
            "mediaType: text/csv",
            "mediaType: text/csv\n    channel: file",
            "mediaType: text/csv\n    channel: stdin"),
        new Case(
            LintRule.CMP0_CHANNEL,
            COMMAND,
            "command: [./a.sh, '{input}']",
            "command: [awk, '{print}']"),
        new Case(
            LintRule.CMP0_EXITCODES,
            CODES,
            "exitCodes: {ok: [0, 65], reject: [65]}",
            "exitCodes: {ok: [0, 1], reject: [65]}"),
        new Case(
            LintRule.OUT_EXIT,
            CODES,
            "exitCodes: {ok: [0], reject: [137]}",
            "exitCodes: {ok: [0], reject: [113]}"),
        new Case(
            LintRule.CMP0_LOCALE,
            LANGUAGE,
            "    env: {LC_ALL: C}\n",
            "    env: {LC_ALL: en_GB.UTF-8}\n"),
        new Case(
            LintRule.IN_ICONV_IGNORE,
            COMMAND,
            "command: [iconv, -f, UTF-8, -t, 'UTF-8//IGNORE']",
            "command: [iconv, -f, UTF-8, -t, UTF-8]"),
        new Case(
            LintRule.IN_ICONV_IGNORE,
            COMMAND,
            "command: [iconv, -c, -t, UTF-8]",
            "command: [cut, -c, '1-3']"));
  }

  private static List<Case> schema() {
    return List.of(
        qty(
            LintRule.SCH_UNSAT,
            "{type: integer, minimum: 9, maximum: 1}",
            "{type: integer, minimum: 1, maximum: 1}"),
        qty(
            LintRule.SCH_UNSAT,
            "{type: integer, minimum: 0.2, maximum: 0.8}",
            "{type: integer, minimum: 0.2, maximum: 1.8}"),
        qty(
            LintRule.SCH_UNSAT,
            "{type: number, exclusiveMinimum: 1, maximum: 1}",
            "{type: number, exclusiveMinimum: 1, maximum: 1.1}"),
        qty(
            LintRule.SCH_UNSAT,
            "{type: string, pattern: '^[0-9]{4}$', maxLength: 3}",
            "{type: string, pattern: '^[0-9]{3,4}$', maxLength: 3}"),
        qty(
            LintRule.SCH_UNSAT,
            "{type: string, pattern: '^(a|bc)$', minLength: 3}",
            "{type: string, pattern: '^(a|bc)+$', minLength: 3}"),
        qty(LintRule.SCH_UNSAT, "{type: integer, enum: [a, b]}", "{type: integer, enum: [1, b]}"),
        qty(
            LintRule.SCH_UNSAT,
            "{type: string, allOf: [{type: integer}]}",
            "{type: number, allOf: [{type: integer}]}"),
        new Case(
            LintRule.SCH_UNSAT,
            "required: [return_id, order_id, sku, qty, reason, amount,",
            "required: [gone,",
            "required: [sku,"),
        qty(LintRule.SCH_TYPE_MISSING, "{type: integer, minLength: 1}", "{minLength: 1}"),
        new Case(
            LintRule.SCH_OPEN_IN,
            "comment: {type: [string, 'null'], maxLength: 500}",
            "comment: {type: object, properties: {a: {type: 'null'}}}",
            "comment: {type: object, additionalProperties: false, properties: {a: {type: 'null'}}}"),
        qty(
            LintRule.SCH_AP_ALLOF,
            "{additionalProperties: false, allOf: [{properties: {a: true}}]}",
            "{additionalProperties: false, properties: {a: true}, allOf: [{properties: {a: true}}]}"),
        qty(
            LintRule.SCH_NULLABLE31,
            "{type: integer, nullable: true}",
            "{type: [integer, 'null']}"),
        qty(
            LintRule.SCH_KEYWORD_TYPO,
            "{type: integer, minimun: 3}",
            "{type: integer, x-minimun: 3}"),
        qty(
            LintRule.SCH_FORMAT_UNKNOWN,
            "{type: string, format: iban}",
            "{type: string, format: date}"),
        qty(LintRule.SCH_UNBOUNDED, "{type: string}", "{type: string, maxLength: 9}"),
        qty(
            LintRule.SCH_UNBOUNDED,
            "{type: string, pattern: '^a+$'}",
            "{type: string, pattern: '^(ab?){2,30}$'}"),
        qty(
            LintRule.SCH_PATTERN_ANCHOR,
            "{type: string, pattern: 'a'}",
            "{type: string, pattern: '^a$'}"),
        qty(
            LintRule.SCH_PATTERN_ANCHOR,
            "{type: string, pattern: '^a|b$'}",
            "{type: string, pattern: '^(?:a|b)$'}"),
        qty(
            LintRule.SCH_PATTERN_NONPORTABLE,
            "{type: string, pattern: '^(?<=a)b$'}",
            "{type: string, pattern: '^(?:a)b$'}"),
        qty(
            LintRule.SCH_PATTERN_NONPORTABLE,
            "{type: string, pattern: '^a++$'}",
            "{type: string, pattern: '^a\\++$'}"),
        qty(
            LintRule.SCH_INT_RANGE,
            "{type: integer, minimum: 1, exclusiveMaximum: 1e20}",
            "{type: integer, minimum: 1, maximum: 9007199254740991}"),
        qty(LintRule.SCH_ENUM_CASE, "{enum: [EUR, eur]}", "{enum: [EUR, USD]}"),
        qty(LintRule.SCH_ENUM_CASE, "{enum: ['\u00e9', 'e\u0301']}", "{enum: ['\u00e9', e]}"),
        qty(
            LintRule.SCH_EXAMPLE,
            "{type: integer, examples: [1, a]}",
            "{type: integer, examples: [1, 2]}"),
        qty(LintRule.SCH_EXAMPLE, "{type: integer, default: a}", "{type: integer, default: 3}"),
        new Case(
            LintRule.SCH_FLOAT_MONEY,
            "        amount: {type: number, minimum: 0, maximum: 1000000}",
            "        amount: {type: number}",
            "        amount: {type: integer}"));
  }

  private static List<Case> input() {
    return List.of(
        new Case(LintRule.IN_BOM_UNSET, "    bom: strip  ", "    #", "    bom: keep #"),
        new Case(LintRule.IN_BOM_UNSET, "    bom: strip  ", "    #", "    bom: forbid #"),
        new Case(
            LintRule.IN_CSV_SHIFT,
            QTY,
            "qty: {type: string, pattern: '^[A-Z]{3}-[0-9]{6}$'}",
            "qty: {type: string, pattern: '^[A-Z]{2}-[0-9]{6}$'}"),
        new Case(
            LintRule.IN_CSV_SHIFT,
            CURRENCY,
            "currency: {type: number, minimum: 0, maximum: 1000000}",
            "currency: {type: number, minimum: 0, maximum: 2000000}"),
        new Case(
            LintRule.IN_CSV_SHIFT,
            QTY + "\n        " + REASON,
            "qty: {type: string, maxLength: 9}\n        reason: {type: string, maxLength: 9}",
            "qty: {type: string, maxLength: 9}\n        reason: {enum: [damaged]}"),
        new Case(LintRule.IN_CSV_DIALECT, "ragged: forbid", "delimiter: '\"'", "delimiter: ';'"),
        new Case(LintRule.IN_CSV_DIALECT, "ragged: forbid", "delimiter: x", "delimiter: '|'"),
        new Case(LintRule.IN_CSV_NEWLINE, "embedded-newline, ", "", "embedded-newline, one-row, "),
        new Case(
            LintRule.IN_CSV_HEADER,
            "fieldsMatch: exact",
            "fieldsMatch: superset",
            "fieldsMatch: exact"),
        new Case(
            LintRule.IN_CSV_PK,
            "      primaryKey: [return_id]\n",
            "",
            "      primaryKey: [order_id]\n"),
        new Case(
            LintRule.IN_LIMITS,
            "limits: {bytes: 256Mi, items",
            "limits: {items",
            "limits: {bytes: 1Mi, items"),
        new Case(
            LintRule.OUT_STDERR,
            "    stderr: '^(INFO|WARN|REJECT) '\n",
            "",
            "    stderr: '^INFO'\n"));
  }

  private static List<Case> lifecycle() {
    return List.of(
        new Case(LintRule.LIF_NOTIMEOUT, "    timeout: 3s\n", "", "    timeout: 30s\n"),
        new Case(LintRule.LIF_SIGINT, "signal: SIGTERM", "signal: SIGINT", "signal: SIGHUP"),
        new Case(LintRule.LIF_ESCALATE, "within: 5s", "within: 30s", "within: 29s"),
        new Case(LintRule.LIF_LEAVE, "concurrency: 4", "orphans: kill", "orphans: forbid"),
        before(
            LintRule.ADM_OVER, "  admission: {maxInFlight: 5}", "  admission: {maxInFlight: 4}"));
  }

  private static List<Case> resources() {
    return List.of(
        limits(
            LintRule.RES_SWAP,
            "limits: {memory: 128Mi, swap: 1Mi}",
            "limits: {memory: 128Mi, swap: 0B}"),
        limits(
            LintRule.RES_SWAP,
            "unified: {memory.max: '1000000'}",
            "unified: {memory.max: '1000000', memory.swap.max: '0'}"),
        limits(LintRule.RES_PIDS, "limits: {memory: 128Mi}", "limits: {pids: 9}"),
        limits(
            LintRule.RES_CPUSET, "limits: {cpu: 2, cpuset: '1'}", "limits: {cpu: 2, cpuset: 0-1}"),
        new Case(LintRule.RES_OBSERVED, "rss: 128Mi", "rss: 129Mi", "rss: 127Mi"),
        new Case(
            LintRule.RES_OBSERVED,
            "{rss: 128Mi, latency: {p99: 1500ms}}",
            "{latency: {p99: 3s}}",
            "{latency: {p99: 2999ms}}"),
        new Case(
            LintRule.RES_JVM_HEAP,
            COMMAND,
            "command: [java, -Xmx110m]",
            "command: [java, -Xmx80m]"));
  }

  private static List<Case> rest() {
    return List.of(
        new Case(
            LintRule.TST_COVER,
            "    coverage: {constraints: 0.95, mutants: 0.9, faults: 1}\n",
            "",
            "    coverage: {faults: 1}\n"),
        before(LintRule.TST_LIFE, "    lifecycle: [double-fork]", "    lifecycle: [sigterm-idle]"),
        new Case(
            LintRule.CMP_BASELINE,
            ", baseline: {git: origin/main}",
            "",
            ", baseline: {file: old.yaml}"),
        before(
            LintRule.ENF_SAMPLE,
            "  enforcement: {sample: 0.1}",
            "  enforcement: {sample: 0.1, default: warn}"),
        before(
            LintRule.FB_NOTEST,
            "  degrade: {fallback: ./o.yaml}",
            "  degrade: {fallback: ./o.yaml, equivalence: {cases: 1}}"));
  }

  private List<Problem> found(LintRule rule, Path file) {
    Reading reading = ContractReader.examine(file);
    assertThat(reading.errors()).isEmpty();
    return Lint.report(reading, TODAY).problems().stream()
        .filter(problem -> problem.rule().equals(rule.id()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findsItsCaseAndOnlyThat(Case one) {
    List<Problem> bad = found(one.rule(), SampleContracts.returns(folder, one.old(), one.bad()));
    assertThat(bad).isNotEmpty();
    assertThat(bad.getFirst().message()).endsWith(".");
    assertThat(bad.getFirst().fix()).isNotEmpty();
    assertThat(bad.getFirst().severity()).isEqualTo(one.rule().severity());
    int expected = one.rule() == LintRule.SCH_INT_RANGE ? 2 : 0;
    assertThat(found(one.rule(), SampleContracts.returns(folder, one.old(), one.good())))
        .hasSize(expected);
  }

  @Test
  void faultsOfEncodingAreMissed() {
    String text = SampleContracts.text("returns.contract.yaml");
    int from = text.indexOf("    faults: [");
    int to = text.indexOf("]", from) + 1;
    String without =
        text.substring(0, from) + "    faults: [crlf, ragged-less]" + text.substring(to);
    assertThat(found(LintRule.TST_FAULTS, SampleContracts.write(folder, without))).hasSize(1);
    assertThat(found(LintRule.TST_FAULTS, SampleContracts.returns(folder))).isEmpty();
  }

  @Test
  void outputsWithoutSchemaOrRelationAreFound() {
    String text = SampleContracts.text("returns.contract.yaml");
    int relations = text.indexOf("    relations:");
    int end = text.indexOf("  lifecycle:");
    String unrelated = text.substring(0, relations) + text.substring(end);
    assertThat(found(LintRule.OUT_RELATION, SampleContracts.write(folder, unrelated))).hasSize(1);
    assertThat(found(LintRule.OUT_NOSCHEMA, SampleContracts.write(folder, unrelated))).isEmpty();
    int schema = unrelated.indexOf("    itemSchema:\n");
    int lines = unrelated.indexOf("    lines:");
    String open = unrelated.substring(0, schema) + unrelated.substring(lines);
    assertThat(found(LintRule.OUT_NOSCHEMA, SampleContracts.write(folder, open))).hasSize(1);
    assertThat(found(LintRule.OUT_RELATION, SampleContracts.returns(folder))).isEmpty();
  }

  @Test
  void theBudgetOfACallerIsAddedUp() {
    assertThat(found(LintRule.LIF_BUDGET, SampleContracts.returns(folder)))
        .extracting(Problem::message)
        .containsExactly("A caller of demarc run waits at most 8s: timeout 3s and stop.within 5s.");
    assertThat(
            found(
                LintRule.LIF_BUDGET,
                SampleContracts.write(folder, SampleContracts.text("scorer.contract.yaml"))))
        .isEmpty();
  }

  @Test
  void serversWorkersAndSignalsHaveTheirRules() {
    String scorer = SampleContracts.text("scorer.contract.yaml");
    String worker = SampleContracts.text("scorer-fallback.contract.yaml");
    Path file =
        SampleContracts.write(
            folder,
            SampleContracts.changed(
                scorer,
                "listen: 127.0.0.1:8081",
                "listen: 0.0.0.0:8081",
                "metric: jvm_gc_pause_seconds, read: average",
                "metric: jvm_gc_pause_seconds_max"));
    assertThat(found(LintRule.CMP0_LISTEN, file)).hasSize(1);
    assertThat(found(LintRule.FB_MAXGAUGE, file)).hasSize(1);
    assertThat(found(LintRule.RES_JVM_CPU, file)).hasSize(1);
    Path quiet =
        SampleContracts.write(
            folder,
            SampleContracts.changed(
                scorer, "cpu: 500m", "cpu: 1", "cpu.max: '50000", "cpu.max: '100000"));
    assertThat(found(LintRule.CMP0_LISTEN, quiet)).isEmpty();
    assertThat(found(LintRule.FB_MAXGAUGE, quiet)).isEmpty();
    assertThat(found(LintRule.RES_JVM_CPU, quiet)).isEmpty();
    assertThat(found(LintRule.LIF_POOL, SampleContracts.write(folder, worker))).isEmpty();
    assertThat(
            found(
                LintRule.LIF_POOL,
                SampleContracts.write(folder, SampleContracts.changed(worker, "min: 2", "min: 9"))))
        .hasSize(1);
  }

  @Test
  void everyRuleHasACase() {
    Set<LintRule> tried = EnumSet.noneOf(LintRule.class);
    cases().map(Case::rule).forEach(tried::add);
    tried.addAll(
        List.of(
            LintRule.TST_FAULTS,
            LintRule.OUT_NOSCHEMA,
            LintRule.OUT_RELATION,
            LintRule.LIF_BUDGET,
            LintRule.CMP0_LISTEN,
            LintRule.FB_MAXGAUGE,
            LintRule.RES_JVM_CPU,
            LintRule.LIF_POOL,
            LintRule.DOC_IGNORE));
    assertThat(tried).containsAll(Arrays.asList(LintRule.values()));
  }
}
