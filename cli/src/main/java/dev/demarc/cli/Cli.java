// SPDX-License-Identifier: Apache-2.0
package dev.demarc.cli;

import dev.demarc.contract.DemarcException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Arguments to a command, and its end to an exit code. */
final class Cli {
  private final Console console;
  private final Session session;

  Cli(Console console, Session session) {
    this.console = console;
    this.session = session;
  }

  Exit run(String... arguments) {
    List<String> given = List.of(arguments);
    if (given.isEmpty()) {
      overview().forEach(console::note);
      return Exit.USAGE;
    }
    return switch (given.getFirst()) {
      case "--help", "-h", "help" -> {
        overview().forEach(console::line);
        yield Exit.PASS;
      }
      case "--version", "-V", "version" -> {
        console.line(Version.LINE);
        yield Exit.PASS;
      }
      default -> {
        Optional<Verbs> named = Verbs.named(given);
        yield named.isPresent()
            ? run(named.get(), given.subList(named.get().words().size(), given.size()))
            : unknown(given);
      }
    };
  }

  private Exit run(Verbs named, List<String> arguments) {
    Verb verb = named.make();
    verb.prepare();
    CommandSpec spec = verb.spec();
    spec.name("demarc " + named.text());
    spec.usageMessage().description(sentence(named.summary())).synopsisSubcommandLabel("");
    spec.addOption(
        OptionSpec.builder("-h", "--help").usageHelp(true).description("print this").build());
    CommandLine parser = new CommandLine(spec);
    parser
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setPosixClusteredShortOptionsAllowed(false);
    try {
      ParseResult parsed = parser.parseArgs(arguments.toArray(String[]::new));
      if (parsed.isUsageHelpRequested()) {
        console.text(parser.getUsageMessage(CommandLine.Help.Ansi.OFF));
        return Exit.PASS;
      }
      return call(verb, parsed);
    } catch (ParameterException e) {
      console.failure(
          named.text() + ": " + e.getMessage(),
          List.of(),
          "see " + session.program() + " " + named.text() + " --help");
      return verb.wrapper() ? Exit.WRAPPER_REFUSES : Exit.USAGE;
    }
  }

  private Exit call(Verb verb, ParseResult parsed) {
    try {
      return verb.run(parsed, session);
    } catch (DemarcException e) {
      debug(e);
      console.failure(e);
      if (!verb.wrapper() && Options.jsonFailure(parsed)) {
        console.text(ErrorJson.of(e));
      }
      return verb.wrapper() ? Exit.WRAPPER_REFUSES : Exit.of(e);
    } catch (IOException e) {
      return unreadable(verb, e);
    } catch (UncheckedIOException e) {
      return unreadable(verb, e.getCause() == null ? new IOException(e) : e.getCause());
    } catch (InterruptedException e) {
      debug(e);
      return Exit.INTERRUPTED;
    } catch (RuntimeException | Error e) {
      return fault(verb, e);
    }
  }

  private Exit unreadable(Verb verb, IOException failure) {
    debug(failure);
    Exit exit =
        switch (failure) {
          case NoSuchFileException none -> {
            String reason = none.getReason() == null ? "no such file" : none.getReason();
            console.failure(none.getFile() + ": " + reason, List.of(), "");
            yield Exit.USAGE;
          }
          case AccessDeniedException denied -> {
            console.failure(
                denied.getFile() + ": permission denied",
                List.of(),
                "see who may read or write there");
            yield Exit.USAGE;
          }
          case FileSystemException other -> {
            String reason = other.getReason();
            console.failure(
                other.getFile() + ": " + (reason == null ? "cannot be used" : reason),
                List.of(),
                "");
            yield Exit.UNDECIDED;
          }
          default -> {
            console.failure("input or output failed: " + failure.getMessage(), List.of(), "");
            yield Exit.UNDECIDED;
          }
        };
    return verb.wrapper() ? Exit.WRAPPER_REFUSES : exit;
  }

  private Exit fault(Verb verb, Throwable fault) {
    debug(fault);
    console.failure(
        "a fault of Demarc itself: " + fault,
        List.of(),
        "please report it with the output of the same command under DEMARC_DEBUG=1");
    return verb.wrapper() ? Exit.WRAPPER_FAULT : Exit.UNDECIDED;
  }

  /** Stack traces are for the people who work on Demarc. */
  private void debug(Throwable failure) {
    if (session.env().getOrDefault("DEMARC_DEBUG", "").equals("1")) {
      java.io.StringWriter trace = new java.io.StringWriter();
      failure.printStackTrace(new java.io.PrintWriter(trace));
      console.note(trace.toString());
    }
  }

  private Exit unknown(List<String> given) {
    String first = given.getFirst();
    List<Verbs> group = Verbs.group(first);
    if (!group.isEmpty()) {
      boolean help = given.size() > 1 && List.of("--help", "-h").contains(given.get(1));
      group.forEach(verb -> say(help, "  " + line(verb)));
      return help ? Exit.PASS : Exit.USAGE;
    }
    Optional<String> near =
        Arrays.stream(Verbs.values())
            .map(verb -> verb.words().getFirst())
            .filter(word -> first.length() < 40 && Near.distance(word, first) <= 2)
            .findFirst();
    console.failure(
        "there is no command '" + first + "'",
        List.of(),
        near.map(word -> "perhaps you mean '" + word + "'")
            .orElse("see " + session.program() + " --help"));
    return Exit.USAGE;
  }

  private void say(boolean asked, String line) {
    if (asked) {
      console.line(line);
    } else {
      console.note(line);
    }
  }

  private List<String> overview() {
    List<String> lines = new java.util.ArrayList<>();
    lines.add("Finds what is not your language, puts it behind a line, makes it keep a contract.");
    lines.add("");
    lines.add("usage: " + session.program() + " COMMAND [--help] …");
    lines.add("");
    for (Verbs verb : Verbs.values()) {
      lines.add("  " + line(verb));
    }
    lines.add("");
    lines.add(
        "Exit codes: 0 pass, 1 broken or findings, 2 usage or invalid file, 3 could not decide, 4 time is up.");
    return lines;
  }

  private static String line(Verbs verb) {
    return dev.demarc.report.Style.pad(verb.text(), 16) + verb.summary();
  }

  private static String sentence(String words) {
    return Character.toUpperCase(words.charAt(0)) + words.substring(1) + ".";
  }
}
