// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.source.ContractReader;
import dev.demarc.isolate.CallResult;
import dev.demarc.isolate.GovernedComponent;
import dev.demarc.isolate.RunRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * {@code run CONTRACT}: a wrapper like timeout(1). Standard input goes through the gate to the
 * component, its answer through the judge to standard output. With files: one call for each.
 */
final class Wrapped implements Verb {
  @Override
  public CommandSpec spec() {
    return CommandSpec.create()
        .addPositional(Options.file("CONTRACT", "the contract of the component"))
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("FILE")
                .index("1..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description("one call for each; answers and records go to --out")
                .build())
        .addOption(
            Options.value(
                "--files-from", "LIST", "names of files, one a line; - is standard input"))
        .addOption(
            Options.value(
                "--out", "DIR", "gets NAME.out of each accepted answer, and records.ndjson"))
        .addOption(
            Options.value("--concurrency", "N", "calls at once; the contract's own by default"))
        .addOption(Options.value("--record", "FILE", "gets the record of the call as JSON"));
  }

  @Override
  public boolean wrapper() {
    return true;
  }

  @Override
  public Exit run(ParseResult given, Session session) throws IOException, InterruptedException {
    Path file = session.path(given.matchedPositionalValue(0, ""));
    List<String> files = Batch.names(given, session);
    boolean batch =
        !files.isEmpty()
            || given.hasMatchedOption("--files-from")
            || given.hasMatchedOption("--out");
    Contract contract = ContractReader.read(session.opened(file));
    if (batch) {
      return new Batch(contract, session, files, given).run();
    }
    try (GovernedComponent component = GovernedComponent.open(contract, contract.folder())) {
      return single(component, contract, given, session);
    }
  }

  private static Exit single(
      GovernedComponent component, Contract contract, ParseResult given, Session session)
      throws IOException {
    long most = contract.input().limits().bytes().count();
    // one byte more than allowed is enough for the gate to refuse
    byte[] input = session.in().readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - 8L));
    CallResult result = component.call(input);
    Exit exit = CallLine.exit(result);
    result.run().ifPresent(run -> session.console().errorBytes(run.stderr()));
    if (passes(result)) {
      result.run().ifPresent(run -> session.console().bytes(run.stdout()));
    }
    String record = given.matchedOptionValue("--record", "");
    if (!record.isEmpty()) {
      WholeText.write(
          session.path(record),
          RunRecord.json(contract, component.boundary(), result).toPrettyString() + "\n");
    }
    boolean read = session.console().flush();
    CallLine.lastLine(result, contract).ifPresent(session.console()::note);
    return read
        ? exit
        : Exit.of(dev.demarc.contract.Outcome.CC, new dev.demarc.isolate.Exit.Code(0));
  }

  /** An answer that breaks the contract is kept from the caller; that of a failed run is not. */
  private static boolean passes(CallResult result) {
    return switch (result.outcome()) {
      case OK, RE, SG -> true;
      case IV, OV, TO, PX, OM, CT, OL, PL, SF, QF, BK, DR, CC, XX -> false;
    };
  }

  /** The folder of {@code --out}, or what to say without one. */
  static Path out(ParseResult given, Session session) throws IOException {
    String name = given.matchedOptionValue("--out", "");
    if (name.isEmpty()) {
      throw new DemarcException(
          DemarcException.Kind.USAGE,
          "with files, run needs a folder for the answers",
          "add --out DIR");
    }
    return Files.createDirectories(session.path(name));
  }
}
