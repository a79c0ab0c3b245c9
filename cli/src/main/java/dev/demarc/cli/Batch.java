// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.Contract;
import dev.demarc.contract.DemarcException;
import dev.demarc.contract.Outcome;
import dev.demarc.isolate.CallResult;
import dev.demarc.isolate.GovernedComponent;
import dev.demarc.isolate.Run;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import picocli.CommandLine.ParseResult;

/** Many files through one governed component: one call, one record, one answer for each. */
final class Batch {
  private static final String RECORDS = "records.ndjson";

  // what a caller must know first comes first: vocabulary, §b, from Demarc's fault to the caller's
  private static final List<Outcome> WORST_FIRST =
      List.of(
          Outcome.XX,
          Outcome.OV,
          Outcome.PX,
          Outcome.OL,
          Outcome.PL,
          Outcome.OM,
          Outcome.TO,
          Outcome.CT,
          Outcome.SF,
          Outcome.SG,
          Outcome.RE,
          Outcome.QF,
          Outcome.BK,
          Outcome.DR,
          Outcome.CC,
          Outcome.IV);

  private final Contract contract;
  private final Session session;
  private final List<String> files;
  private final Path out;
  private final int concurrency;
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
  private final Map<Outcome, Exit> exits = new EnumMap<>(Outcome.class);

  Batch(Contract contract, Session session, List<String> files, ParseResult given)
      throws IOException {
    this.contract = contract;
    this.session = session;
    this.files = files;
    concurrency = concurrency(given, contract);
    unambiguous(files);
    for (String file : files) {
      if (!Files.isRegularFile(session.path(file))) {
        throw new NoSuchFileException(file);
      }
    }
    out = Wrapped.out(given, session);
  }

  /** The files that the arguments name, in order. */
  static List<String> names(ParseResult given, Session session) throws IOException {
    List<String> names = new ArrayList<>(given.matchedPositionalValue(1, List.<String>of()));
    String list = given.matchedOptionValue("--files-from", "");
    if (!list.isEmpty()) {
      String text =
          list.equals("-")
              ? new String(session.in().readAllBytes(), StandardCharsets.UTF_8)
              : Files.readString(session.path(list));
      text.lines().filter(line -> !line.isBlank()).forEach(names::add);
    }
    return names;
  }

  Exit run() throws IOException, InterruptedException {
    Path records = out.resolve(RECORDS);
    Path fresh = out.resolve("." + RECORDS + ".new");
    try (GovernedComponent component = GovernedComponent.open(contract, contract.folder());
        ExecutorService calls = Executors.newFixedThreadPool(concurrency);
        BufferedWriter lines = Files.newBufferedWriter(fresh)) {
      List<Future<CallResult>> pending = new ArrayList<>();
      try {
        for (int at = 0; at < files.size(); at++) {
          // so far ahead and no farther: results that wait for their turn hold their answers
          while (pending.size() < Math.min(files.size(), at + 4 * concurrency)) {
            Path file = session.path(files.get(pending.size()));
            pending.add(calls.submit(() -> component.call(Files.readAllBytes(file))));
          }
          Future<CallResult> next = pending.set(at, null);
          lines.write(finish(files.get(at), next.get()));
          lines.write('\n');
          session.console().live((at + 1) + " of " + files.size() + " files");
        }
      } catch (ExecutionException e) {
        throw cause(e);
      } finally {
        calls.shutdownNow();
      }
    }
    Files.move(fresh, records, StandardCopyOption.REPLACE_EXISTING);
    session.console().note("demarc: " + files.size() + " files: " + summary());
    return WORST_FIRST.stream()
        .filter(exits::containsKey)
        .findFirst()
        .map(exits::get)
        .orElse(Exit.PASS);
  }

  /** Writes the answer, counts, and gives the record. */
  private String finish(String file, CallResult result) throws IOException {
    Exit exit = CallLine.exit(result);
    counts.merge(result.outcome(), 1, Integer::sum);
    if (result.outcome() != Outcome.OK) {
      exits.putIfAbsent(result.outcome(), exit);
    }
    Path answer = out.resolve(base(file) + ".out");
    if (result.outcome() == Outcome.OK && result.run().isPresent()) {
      Run run = result.run().get();
      WholeText.write(answer, run.stdout());
    } else {
      Files.deleteIfExists(answer); // of an earlier run
    }
    return CallLine.json(file, result, exit);
  }

  private String summary() {
    return counts.entrySet().stream()
        .map(count -> count.getValue() + " " + count.getKey())
        .collect(Collectors.joining(", "));
  }

  private static IOException cause(ExecutionException failed) {
    return switch (failed.getCause()) {
      case IOException io -> io;
      case RuntimeException bug -> throw bug;
      case Error bug -> throw bug;
      case null, default -> throw new IllegalStateException(failed);
    };
  }

  private static String base(String file) {
    Path name = Path.of(file).getFileName();
    return name == null ? file : name.toString();
  }

  private static void unambiguous(List<String> files) {
    Map<String, String> seen = new HashMap<>();
    for (String file : files) {
      String before = seen.put(base(file), file);
      if (before != null) {
        throw new DemarcException(
            DemarcException.Kind.USAGE,
            before + " and " + file + " would both be answered in " + base(file) + ".out",
            "run them apart, or rename one");
      }
    }
  }

  private static int concurrency(ParseResult given, Contract contract) {
    String value = given.matchedOptionValue("--concurrency", "");
    if (value.isEmpty()) {
      return Math.max(1, contract.lifecycle().concurrency());
    }
    if (!value.matches("[1-9][0-9]{0,2}")) {
      throw new DemarcException(
          DemarcException.Kind.USAGE, "--concurrency " + value + " is no number from 1 to 999", "");
    }
    return Integer.parseInt(value);
  }
}
