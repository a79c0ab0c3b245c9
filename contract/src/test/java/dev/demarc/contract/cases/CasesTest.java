// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.demarc.contract.Contract;
import dev.demarc.contract.cases.Case.Phase;
import dev.demarc.contract.cases.Case.Polarity;
import dev.demarc.contract.check.Admission;
import dev.demarc.contract.check.Gate;
import dev.demarc.contract.source.ContractReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CasesTest {
  private static final String CSV =
      """
        mediaType: text/csv
        bom: strip
        csv: {primaryKey: [id]}
        itemSchema:
          type: object
          additionalProperties: false
          required: [id, amount, kind, day, note]
          properties:
            id: {type: string, pattern: '^[A-Z]{2}[0-9]{4}$'}
            amount: {type: number, minimum: 0, exclusiveMaximum: 1000, multipleOf: 0.01}
            count: {type: integer, minimum: -3, maximum: 12}
            kind: {enum: [small, Large, 'x y']}
            day: {type: string, format: date}
            flag: {type: boolean}
            note: {type: string, minLength: 2, maxLength: 20}
            remark: {type: [string, 'null'], maxLength: 5}
      """;

  private static final String NDJSON =
      """
        mediaType: application/x-ndjson
        itemSchema:
          type: object
          additionalProperties: false
          required: [id, amount]
          properties:
            id: {type: string, pattern: '^[a-z]{3}$'}
            amount: {type: integer, minimum: 1, maximum: 9}
            note: {type: string, maxLength: 3}
      """;

  @TempDir private Path folder;

  private Contract contract(String input, String faults) throws IOException {
    Path file = folder.resolve("contract.yaml");
    Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\ncat\n");
    Files.writeString(
        file,
        """
        apiVersion: demarc.dev/v1alpha1
        kind: ComponentContract
        metadata: {name: rows, version: 1.0.0}
        spec:
          component: {command: [./run.sh]}
          input:
        """
            + input.indent(2)
            + """
              output:
                mediaType: text/plain
              tests:
                seed: 3
                examples: ['./examples/*.csv']
                faults: [%s]
            """
                .formatted(faults));
    return ContractReader.read(file);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  @Test
  void everyConstraintOfCsvIsTriedAndEveryMutantNoticed() throws IOException {
    CaseSet set = Cases.of(contract(CSV, "bom"), folder);
    assertThat(set.coverage().uncovered()).isEmpty();
    assertThat(set.coverage().surviving()).isEmpty();
    assertThat(set.coverage().mutants()).isGreaterThan(40);
  }

  @Test
  void everyConstraintOfNdjsonIsTriedAndEveryMutantNoticed() throws IOException {
    CaseSet set = Cases.of(contract(NDJSON, "bom, utf16le, ragged-less"), folder);
    assertThat(set.coverage().uncovered()).isEmpty();
    assertThat(set.coverage().surviving()).isEmpty();
    assertThat(set.faultsNotMade()).containsExactly("ragged-less");
  }

  @Test
  void gateAgreesWithEveryCase() throws IOException {
    Contract contract = contract(CSV, "bom, crlf");
    Gate gate = Gate.of(contract);
    CaseSet set = Cases.of(contract, folder);
    assertThat(set.of(Phase.BOUNDARY)).hasSizeGreaterThan(100);
    for (Case each : set.cases()) {
      boolean accepted = gate.admit(each.wire()) instanceof Admission.Accepted;
      if (each.expected() != Polarity.EITHER) {
        assertThat(accepted).as(each.id()).isEqualTo(each.expected() == Polarity.ACCEPT);
      }
    }
    for (CaseSet.Bundle bundle : set.bundles()) {
      assertThat(gate.admit(bundle.wire())).as(bundle.id()).isInstanceOf(Admission.Accepted.class);
    }
    assertThat(set.bundles().size()).isLessThan(4);
    assertThat(gate.admit(set.load())).isInstanceOf(Admission.Accepted.class);
  }

  @Test
  void sameContractMakesTheSameCases() throws IOException {
    Contract contract = contract(CSV, "bom, crlf, gbk");
    CaseSet one = Cases.of(contract, folder);
    CaseSet two = Cases.of(contract, folder);
    assertThat(one.cases()).extracting(Case::id).doesNotHaveDuplicates();
    assertThat(one.cases())
        .extracting(each -> each.id() + text(each.wire()))
        .containsExactlyElementsOf(
            two.cases().stream().map(each -> each.id() + text(each.wire())).toList());
    assertThat(text(one.load())).isEqualTo(text(two.load()));
  }

  @Test
  void everyFaultOfTheMetaSchemaIsMadeOrNamed() throws IOException {
    List<String> all =
        List.of(
                "bom bom-quoted-header double-bom bom-mid-file utf16le utf16be utf16le-nobom utf32 gbk"
                    .split(" ", -1),
                "gb18030 big5 shift-jis iso-8859-1 windows-1252 truncated-utf8 overlong-utf8"
                    .split(" ", -1),
                "surrogate-utf8 cesu8 nul-byte ctrl-z crlf lf bare-cr mixed-eol no-final-newline"
                    .split(" ", -1),
                "double-final-newline embedded-newline embedded-quote unclosed-quote quote-in-field"
                    .split(" ", -1),
                "text-after-quote apostrophe-quote backslash-escape delimiter-semicolon delimiter-tab"
                    .split(" ", -1),
                "delimiter-pipe delimiter-space delimiter-comma-space row-delimiter-changes"
                    .split(" ", -1),
                "ragged-less ragged-more blank-line header-missing header-twice header-order"
                    .split(" ", -1),
                "header-case header-space preamble two-tables header-only empty-file one-row"
                    .split(" ", -1),
                "huge-field million-columns column-shift column-swap locale-decimal date-dmy"
                    .split(" ", -1),
                "excel-sci leading-zero-loss formula".split(" ", -1),
                "gzip-bomb deep-json duplicate-key huge-number".split(" ", -1))
            .stream()
            .flatMap(java.util.Arrays::stream)
            .toList();
    CaseSet set = Cases.of(contract(CSV, String.join(", ", all)), folder);
    assertThat(set.faultsNotMade())
        .containsExactly("gzip-bomb", "deep-json", "duplicate-key", "huge-number");
    assertThat(set.of(Phase.FAULT)).hasSize(all.size() - set.faultsNotMade().size());
    assertThat(
            set.of(Phase.FAULT).stream()
                .filter(each -> !each.id().endsWith("/lf") && !each.id().endsWith("/one-row")))
        .extracting(each -> text(each.wire()))
        .doesNotHaveDuplicates();
  }

  @Test
  void missingExamplesAreSaid() throws IOException {
    assertThat(Cases.of(contract(CSV, "bom"), folder).problems())
        .containsExactly("no file matches ./examples/*.csv");
    Files.createDirectories(folder.resolve("examples/deep"));
    Files.writeString(folder.resolve("examples/b.csv"), "x");
    Files.writeString(folder.resolve("examples/a.csv"), "y");
    Files.writeString(folder.resolve("examples/deep/c.csv"), "z");
    CaseSet set = Cases.of(contract(CSV, "bom"), folder);
    assertThat(set.problems()).isEmpty();
    assertThat(set.of(Phase.EXAMPLE))
        .extracting(Case::id)
        .containsExactly("example/examples/a.csv", "example/examples/b.csv");
  }
}
