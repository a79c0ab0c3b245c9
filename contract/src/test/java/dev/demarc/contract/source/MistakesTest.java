// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake in the contract of returns gives one problem, at its place, with what to do. */
class MistakesTest {
  @TempDir Path folder;

  record Mistake(
      String old, String changed, String place, String rule, String message, String fix) {
    @Override
    public String toString() {
      return changed.strip().lines().findFirst().orElse("") + " → " + rule;
    }
  }

  static Stream<Mistake> mistakes() {
    return Stream.of(
        new Mistake(
            "    timeout: 3s",
            "    timout: 3s",
            "67:5",
            "DOC-SCHEMA",
            "'timout' is no key of spec.lifecycle.",
            "write timeout"),
        new Mistake(
            "bom: strip ",
            "bom: stripp",
            "20:10",
            "DOC-SCHEMA",
            "spec.input.bom is 'stripp', but must be one of forbid, strip, require, keep.",
            "write strip"),
        new Mistake(
            "timeout: 3s",
            "timeout: 3",
            "67:14",
            "DOC-SCHEMA",
            "spec.lifecycle.timeout is 3, which does not fit.",
            "write the unit: 3s or 3ms"),
        new Mistake(
            "memory: 128Mi",
            "memory: 128MB",
            "74:22",
            "RES-UNIT",
            "spec.resources.limits.memory is '128MB', which does not fit.",
            "write 128Mi (powers of 1024)"),
        new Mistake(
            "memory: 128Mi",
            "memory: 128",
            "74:22",
            "RES-UNIT",
            "spec.resources.limits.memory is 128, which does not fit.",
            "write the unit: 128B is bytes, 128Mi is mebibytes"),
        new Mistake(
            "cpu: 500m",
            "cpu: half",
            "74:34",
            "DOC-SCHEMA",
            "spec.resources.limits.cpu is 'half', which does not fit.",
            "write 500m or 0.5 for half a core"),
        new Mistake(
            "  name: returns-normalizer\n",
            "",
            "7:1",
            "DOC-SCHEMA",
            "metadata has no name, which it needs.",
            "add name"),
        new Mistake(
            "  version: 1.2.0",
            "  version: '1.2'",
            "9:12",
            "DOC-VERSION",
            "metadata.version is '1.2', which does not fit.",
            "write a text"),
        new Mistake(
            "  input:\n    mediaType",
            "  inputt:\n    mediaType",
            "18:3",
            "DOC-SCHEMA",
            "'inputt' is no key of spec.",
            "write input"),
        new Mistake(
            "    concurrency: 4",
            "    startTimeout: 3s",
            "70:5",
            "DOC-SCHEMA",
            "spec.lifecycle.startTimeout has no meaning when kind is process.",
            "remove it"),
        new Mistake(
            "    command: [./normalize.sh]\n",
            "",
            "13:3",
            "DOC-SCHEMA",
            "spec.component needs one of command, image.",
            "add command"),
        new Mistake(
            "    malformed: reject",
            "    malformed: drop",
            "18:3",
            "IN-DROP-UNCAPPED",
            "spec.input has no maxMalformed, which it needs when malformed is drop.",
            "add maxMalformed"),
        new Mistake(
            "bom: strip ",
            "bom: keep\n    bom_check: true",
            "20:10",
            "IN-BOM-CONFLICT",
            "spec.input.bom is 'keep', but must be strip when bom_check is true.",
            "write strip"),
        new Mistake(
            "charsets: [utf-8]",
            "charsets: [auto]",
            "21:16",
            "IN-CHARSET-GUESS",
            "spec.input.charsets[0] is 'auto': a charset is never guessed.",
            "name the charsets"),
        new Mistake(
            "mediaType: text/csv",
            "mediaType: text/plain",
            "19:16",
            "IN-MEDIATYPE",
            "mediaType text/plain does not go with itemSchema.",
            "write the type of the items"),
        new Mistake(
            "mediaType: text/csv",
            "mediaType: application/json",
            "19:16",
            "IN-MEDIATYPE",
            "mediaType application/json does not go with csv and itemSchema.",
            "write mediaType: text/csv"),
        new Mistake(
            "mediaType: application/x-ndjson",
            "mediaType: text/plain",
            "44:16",
            "OUT-CT-MISMATCH",
            "mediaType text/plain does not go with itemSchema.",
            "write"),
        new Mistake(
            "    mediaType: text/csv\n",
            "",
            "18:3",
            "IN-MEDIATYPE",
            "spec.input has no mediaType, which it needs when csv is given.",
            "add mediaType"),
        new Mistake(
            "rule: keyPreserved, key: return_id",
            "rule: keyPreserved",
            "62:9",
            "DOC-SCHEMA",
            "A relation with rule keyPreserved needs key.",
            "add key"),
        new Mistake(
            "rule: metamorphic, transform",
            "rule: metamorphic, key: x, transform",
            "64:55",
            "DOC-SCHEMA",
            "key has no meaning in a relation with rule metamorphic.",
            "remove it"),
        new Mistake(
            "rule: metamorphic",
            "rule: metamorfic",
            "64:42",
            "DOC-SCHEMA",
            "spec.output.relations[4].rule is 'metamorfic', but must be one of noCodePoint",
            "write metamorphic"),
        new Mistake(
            "{git: origin/main}",
            "{git: origin/main, file: x}",
            "88:66",
            "DOC-SCHEMA",
            "spec.compatibility.baseline needs exactly one of git, file, oci, but has git and file",
            "keep one of them"),
        new Mistake(
            "[bom, bom-quoted",
            "[bomm, bom-quoted",
            "83:14",
            "DOC-SCHEMA",
            "spec.tests.faults[0] is 'bomm', but must be one of 65 words.",
            "write bom"),
        new Mistake(
            "    seed: 20240615\n",
            "",
            "79:3",
            "TST-SEED",
            "spec.tests has no seed, which it needs.",
            "add seed: 20240615"),
        new Mistake(
            "idempotent: true",
            "idempotent: false\n    retries: 1",
            "71:17",
            "DOC-SCHEMA",
            "spec.lifecycle.idempotent is false, but must be true when retries is 1 or more.",
            "write true"),
        new Mistake(
            "    language: shell",
            "    mode: per-call",
            "14:5",
            "DOC-SCHEMA",
            "'mode' is an old word: it is now the kind",
            "write the kind"),
        new Mistake(
            "    language: shell",
            "    kind: oneshot",
            "14:11",
            "DOC-SCHEMA",
            "'oneshot' is an old word: it is now process.",
            "write process"),
        new Mistake(
            "    itemSchema:                    # one",
            "    rowSchema:       # one",
            "28:5",
            "DOC-SCHEMA",
            "'rowSchema' is an old word: it is now itemSchema.",
            "write itemSchema"),
        new Mistake(
            "limits: {bytes: 256Mi",
            "limits: {maxBytes: 256Mi",
            "41:14",
            "DOC-SCHEMA",
            "'maxBytes' is an old word: it is now limits.bytes.",
            "write limits.bytes"),
        new Mistake(
            "  isolation: {network: none}",
            "  isolation: {timeout: 3s}",
            "77:15",
            "DOC-SCHEMA",
            "'timeout' is no key of spec.isolation.",
            "move it to spec."),
        new Mistake(
            "return_id: {type: string",
            "return_id: {type: strng",
            "33:27",
            "DOC-SCHEMA",
            "'strng' is no type; the types are array",
            "write string"),
        new Mistake(
            "qty: {type: integer, minimum: 1",
            "qty: {type: integer, exclusiveMinimum: true",
            "36:48",
            "SCH-EXCL-BOOL",
            "exclusiveMinimum is true, as draft 4 had it",
            "write exclusiveMinimum: NUMBER"),
        new Mistake(
            "qty: {type: integer",
            "qty: {items: [{type: integer}]",
            "36:15",
            "SCH-ITEMS-ARRAY",
            "items is a list; in 2020-12 it is one schema",
            "write prefixItems"),
        new Mistake(
            "'^R[0-9]{8}$'",
            "'^R[0-9{8}$'",
            "33:44",
            "DOC-PATTERN",
            "The pattern '^R[0-9{8}$' does not compile: Unclosed character class",
            "correct it"),
        new Mistake(
            "stderr: '^(INFO|WARN|REJECT) '",
            "stderr: '^(INFO'",
            "58:13",
            "DOC-PATTERN",
            "does not compile",
            ""),
        new Mistake(
            "      primaryKey: [return_id]",
            "      delimiter: '||'",
            "25:18",
            "IN-CSV-DIALECT",
            "spec.input.csv.delimiter is '||', which does not fit.",
            "write a text"),
        new Mistake(
            "      ragged: forbid",
            "      ragged: forbid\n      doubleQuote: true\n" + "      escapeChar: '\\'",
            "29:7",
            "IN-CSV-DIALECT",
            "csv has both escapeChar and doubleQuote: true",
            "write doubleQuote: false"),
        new Mistake(
            "timeout: 3s",
            "timeout: 0s",
            "67:14",
            "DOC-SCHEMA",
            "spec.lifecycle.timeout: '0s' must be longer than nothing.",
            "write an amount"),
        new Mistake(
            "memory: 128Mi",
            "memory: 99999999999999999Ti",
            "74:22",
            "DOC-SCHEMA",
            "is too large or too fine",
            "write an amount"),
        new Mistake(
            "id: conserve",
            "id: keys",
            "62:9",
            "DOC-SCHEMA",
            "Two relations have the id 'keys'.",
            "give this one an id of its own"),
        new Mistake(
            "      ragged: forbid",
            "      fieldsMatch: exact",
            "27:7",
            "DOC-DUPKEY",
            "The key 'fieldsMatch' stands twice: first in line 26, again here.",
            "keep one of them"),
        new Mistake(
            "    language: shell",
            "    language: !!str shell",
            "14:15",
            "DOC-TAG",
            "The YAML tag tag:yaml.org,2002:str has no meaning in a contract.",
            "remove it"),
        new Mistake(
            "    concurrency: 4",
            "   concurrency: 4",
            "70:4",
            "DOC-YAML",
            "This is no YAML",
            "check"),
        new Mistake(
            "  labels", "\tlabels", "11:1", "DOC-YAML", "This is no YAML", "indent with spaces"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void oneMistakeGivesOneProblemWithPlaceAndFix(Mistake mistake) {
    Path file = SampleContracts.returns(folder, mistake.old(), mistake.changed());
    Reading reading = ContractReader.examine(file);
    assertThat(reading.contract()).isEmpty();
    assertThat(reading.problems()).as(reading.problems().toString()).hasSize(1);
    Problem problem = reading.problems().getFirst();
    assertThat(problem.rule()).isEqualTo(mistake.rule());
    assertThat(problem.message()).contains(mistake.message());
    assertThat(problem.fix()).contains(mistake.fix());
    assertThat(problem.line() + ":" + problem.column()).isEqualTo(mistake.place());
    assertThat(problem.severity()).isEqualTo(Severity.HIGH);
  }
}
