// SPDX-License-Identifier: Apache-2.0
package dev.demarc.contract.item;

import dev.demarc.contract.Contract;
import dev.demarc.contract.Input;
import dev.demarc.contract.Input.Csv;
import dev.demarc.contract.Input.Malformed;
import dev.demarc.contract.Input.Newlines;
import dev.demarc.contract.ItemLimits;
import dev.demarc.contract.Lines;
import dev.demarc.contract.MediaType.Format;
import dev.demarc.contract.Output;
import dev.demarc.contract.text.TextRules;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What one message must be: the rules of an input and of an output in the same words.
 *
 * @param format how the bytes are read
 * @param text byte order mark and charset
 * @param newlines line ends that are rewritten later, so that both kinds are allowed
 * @param csv the dialect, for rows
 * @param lines the form of lines
 * @param itemSchema of one item
 * @param schema of one JSON body
 * @param rejectUnknown refuse members that no schema names
 * @param limits sizes
 */
public record ItemRules(
    Format format,
    TextRules text,
    Newlines newlines,
    Csv csv,
    Lines lines,
    Optional<JsonNode> itemSchema,
    Optional<JsonNode> schema,
    boolean rejectUnknown,
    ItemLimits limits) {
  /** The rules of an input. */
  public static ItemRules of(Input input) {
    Lines lines = input.lines().orElse(Lines.ANY);
    return new ItemRules(
        input.mediaType().format(),
        new TextRules(
            input.bom(),
            input.charsets().isEmpty() ? "utf-8" : input.charsets().getFirst(),
            input.malformed(),
            input.maxMalformed()),
        input.newlines(),
        input.csv().orElse(plain(Input.Terminator.ANY)),
        lines,
        input.itemSchema(),
        input.schema(),
        input.rejectUnknown(),
        input.limits());
  }

  /** The rules of a contract's output; its bytes are limited by the resources. */
  public static ItemRules ofOutput(Contract contract) {
    Output output = contract.output();
    ItemLimits limits = output.limits();
    return new ItemRules(
        output.mediaType().format(),
        new TextRules(output.bom(), output.charset(), Malformed.REJECT, 0),
        Newlines.KEEP,
        plain(output.lines().terminator()),
        output.lines(),
        output.itemSchema(),
        output.schema(),
        false,
        new ItemLimits(
            contract.resources().limits().output(),
            limits.items(),
            limits.itemBytes(),
            limits.fieldBytes(),
            limits.depth()));
  }

  /** The dialect of RFC 4180 with a header, where a contract names none. */
  private static Csv plain(Input.Terminator terminator) {
    return new Csv(
        ',',
        '"',
        true,
        List.of(),
        Input.FieldsMatch.EXACT,
        List.of(""),
        List.of(),
        Input.Ragged.FORBID,
        false,
        terminator);
  }
}
