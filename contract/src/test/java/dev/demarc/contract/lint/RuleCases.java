// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.lint;

import java.util.List;
import java.util.stream.Stream;

/** For each rule a place of the contract of returns, changed so that it fires and so that not. */
final class RuleCases {
  private static final String COMMAND = "command: [./normalize.sh]";
  private static final String LANGUAGE = "    language: shell\n";
  private static final String QTY = "qty: {type: integer, minimum: 1, maximum: 999}";
  private static final String REASON = "reason: {enum: [damaged, wrong_item, late, other]}";
  private static final String CURRENCY = "currency: {type: string, pattern: '^[A-Z]{3}$'}";
  private static final String CODES = "exitCodes: {ok: [0], reject: [65], retry: [75]}";
  private static final String LIMITS = "limits: {memory: 128Mi, cpu: 500m, pids: 32}";
  private static final String AFTER = "  compatibility: {policy";

  private RuleCases() {}

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

  static Stream<Case> all() {
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
        new Case(LintRule.DOC_NOTYET, "ragged: forbid", "doubleQuote: false", "doubleQuote: true"),
        new Case(
            LintRule.DOC_NOTYET,
            "mediaType: application/x-ndjson",
            "mediaType: application/json-seq",
            "mediaType: application/x-jsonlines"));
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
}
